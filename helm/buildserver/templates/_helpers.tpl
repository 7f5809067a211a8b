{{- define "buildserver.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Name of a component's objects. Call with (list $ "gateway"). */}}
{{- define "buildserver.name" -}}
{{- $root := index . 0 -}}
{{- printf "%s-%s" (include "buildserver.fullname" $root) (index . 1) -}}
{{- end -}}

{{/* Name of a pool's objects: pools may be called as people like. Call with (list $ "Linux"). */}}
{{- define "buildserver.pool.component" -}}
{{- printf "agent-%s" (index . 1 | lower | replace "." "-" | replace "_" "-" | replace " " "-") -}}
{{- end -}}

{{/* Minimal and never changing: a Deployment's selector can't be changed. Call with (list $ "gateway"). */}}
{{- define "buildserver.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "buildserver.labels" -}}
{{- $root := index . 0 -}}
{{ include "buildserver.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- with $root.Values.global.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Call with (list $ $image). */}}
{{- define "buildserver.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $repository := $image.repository -}}
{{- with $root.Values.global.imageRegistry -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) $repository -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default $root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* Base URL of a service inside of the cluster. Call with (list $ "gateway"). */}}
{{- define "buildserver.url" -}}
{{- $root := index . 0 -}}
{{- printf "http://%s.%s.svc:8080" (include "buildserver.name" .) $root.Release.Namespace -}}
{{- end -}}

{{- define "buildserver.postgresql.secret" -}}
{{- default (include "buildserver.name" (list . "postgresql")) .Values.postgresql.existingSecret -}}
{{- end -}}

{{- define "buildserver.s3.secret" -}}
{{- if .Values.s3.existingSecret -}}
{{- .Values.s3.existingSecret -}}
{{- else if .Values.s3.accessKey -}}
{{- include "buildserver.name" (list . "s3") -}}
{{- end -}}
{{- end -}}

{{/* What a pool has: its own settings over the defaults. Call with (list $ $pool). */}}
{{- define "buildserver.pool" -}}
{{- $root := index . 0 -}}
{{- mergeOverwrite (deepCopy $root.Values.agents.defaults) (deepCopy (default dict (index . 1))) | toYaml -}}
{{- end -}}
