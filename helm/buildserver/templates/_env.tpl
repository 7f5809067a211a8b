{{/* Settings of a service that are no secrets, as environment variables. Call with (list $ "gateway"). */}}
{{- define "buildserver.settings" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $values := $root.Values -}}
{{- $postgresql := printf "jdbc:postgresql://%s:%d/%s" $values.postgresql.host (int $values.postgresql.port) $values.postgresql.database -}}
{{- $settings := dict
      "QUARKUS_HTTP_PORT" "8080"
      "QUARKUS_MANAGEMENT_PORT" "9000"
      "QUARKUS_SHUTDOWN_TIMEOUT" "PT20S"
      "JAVA_OPTS_APPEND" "-XX:MaxRAMPercentage=65"
      "BUILDSERVER_INTERNAL_PRIVATE_KEY_FILE" "/var/run/buildserver/internal/private.pem"
      "BUILDSERVER_INTERNAL_PUBLIC_KEY_FILE" "/var/run/buildserver/internal/public.pem"
      "MP_JWT_VERIFY_ISSUER" $values.jwt.issuer
      "MP_JWT_VERIFY_PUBLICKEY_LOCATION" (default "file:/var/run/buildserver/users/public.pem" $values.jwt.publicKeyUrl) -}}
{{- with $values.telemetry.otlpEndpoint -}}
{{- $_ := set $settings "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT" . -}}
{{- end -}}
{{- if eq $name "gateway" -}}
{{- $_ := set $settings "BUILDSERVER_GATEWAY_ORCHESTRATOR_URL" (include "buildserver.url" (list $root "orchestrator")) -}}
{{- $_ := set $settings "BUILDSERVER_GATEWAY_ARTIFACT_URL" (include "buildserver.url" (list $root "artifact")) -}}
{{- $_ := set $settings "BUILDSERVER_GATEWAY_CACHE_URL" (include "buildserver.url" (list $root "cache")) -}}
{{- $_ := set $settings "BUILDSERVER_REPOSITORIES_ALLOW_PRIVATE" (toString $values.repositories.allowPrivate) -}}
{{- end -}}
{{- if eq $name "orchestrator" -}}
{{- $_ := set $settings "BUILDSERVER_ORCHESTRATOR_ARTIFACT_URL" (include "buildserver.url" (list $root "artifact")) -}}
{{- $_ := set $settings "BUILDSERVER_ORCHESTRATOR_CACHE_URL" (include "buildserver.url" (list $root "cache")) -}}
{{- end -}}
{{- if has $name (list "orchestrator" "artifact") -}}
{{- $_ := set $settings "QUARKUS_DATASOURCE_JDBC_URL" $postgresql -}}
{{- end -}}
{{- if and (has $name (list "orchestrator" "cache")) (not $values.redis.existingSecret) -}}
{{- $_ := set $settings "QUARKUS_REDIS_HOSTS" $values.redis.url -}}
{{- end -}}
{{- if has $name (list "orchestrator" "artifact" "cache") -}}
{{- $_ := set $settings "BUILDSERVER_S3_ENDPOINT" $values.s3.endpoint -}}
{{- $_ := set $settings "BUILDSERVER_S3_BUCKET" $values.s3.bucket -}}
{{- with $values.s3.region -}}
{{- $_ := set $settings "BUILDSERVER_S3_REGION" . -}}
{{- end -}}
{{- end -}}
{{- range $key, $value := (index $values $name).env -}}
{{- $_ := set $settings $key (toString $value) -}}
{{- end -}}
{{- toYaml $settings -}}
{{- end -}}

{{/* Settings of a service that are secrets: references only. Call with (list $ "gateway"). */}}
{{- define "buildserver.secretSettings" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $values := $root.Values -}}
{{- if has $name (list "orchestrator" "artifact") }}
{{- $secret := include "buildserver.postgresql.secret" $root }}
{{ include "buildserver.fromSecret" (list "QUARKUS_DATASOURCE_USERNAME" $secret $values.postgresql.usernameKey) }}
{{ include "buildserver.fromSecret" (list "QUARKUS_DATASOURCE_PASSWORD" $secret $values.postgresql.passwordKey) }}
{{- end }}
{{- if and (has $name (list "orchestrator" "cache")) $values.redis.existingSecret }}
{{ include "buildserver.fromSecret" (list "QUARKUS_REDIS_HOSTS" $values.redis.existingSecret $values.redis.urlKey) }}
{{- end }}
{{- if has $name (list "orchestrator" "artifact" "cache") }}
{{- with include "buildserver.s3.secret" $root }}
{{ include "buildserver.fromSecret" (list "BUILDSERVER_S3_ACCESS_KEY" . $values.s3.accessKeyKey) }}
{{ include "buildserver.fromSecret" (list "BUILDSERVER_S3_SECRET_KEY" . $values.s3.secretKeyKey) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "buildserver.fromSecret" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end -}}

{{/* Settings of a pool's agents, as environment variables. Call with (list $ "Linux" $pool). */}}
{{- define "buildserver.agentSettings" -}}
{{- $root := index . 0 -}}
{{- $pool := index . 2 -}}
{{- $settings := dict
      "QUARKUS_HTTP_PORT" "8080"
      "QUARKUS_MANAGEMENT_PORT" "9000"
      "JAVA_OPTS_APPEND" "-Xmx384m"
      "BUILDSERVER_INTERNAL_PUBLIC_KEY_FILE" "/var/run/buildserver/internal/public.pem"
      "BUILDSERVER_REPOSITORIES_ALLOW_PRIVATE" (toString $root.Values.repositories.allowPrivate)
      "BUILDSERVER_AGENT_POOL" (index . 1)
      "BUILDSERVER_AGENT_ORCHESTRATOR_URL" (include "buildserver.url" (list $root "orchestrator"))
      "BUILDSERVER_AGENT_TOKEN_FILE" "/var/run/buildserver/agent/token"
      "BUILDSERVER_AGENT_WORK_DIR" "/var/lib/buildserver/agent"
      "BUILDSERVER_AGENT_WARM_MAX_SIZE" $pool.warmSize
      "BUILDSERVER_AGENT_SLOTS" (toString (int $pool.slots))
      "BUILDSERVER_AGENT_SHUTDOWN_GRACE" (printf "PT%dS" (int $pool.drainSeconds)) -}}
{{- with $root.Values.telemetry.otlpEndpoint -}}
{{- $_ := set $settings "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT" . -}}
{{- end -}}
{{- range $key, $value := $pool.env -}}
{{- $_ := set $settings $key (toString $value) -}}
{{- end -}}
{{- toYaml $settings -}}
{{- end -}}
