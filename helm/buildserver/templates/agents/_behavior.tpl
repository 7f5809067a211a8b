{{/* Up at once, for builds wait; down slowly, for the next build comes soon. Call with $. */}}
{{- define "buildserver.scalingBehavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  selectPolicy: Max
  {{- /* Else 22 wanted agents are as good as 20. */}}
  {{- if semverCompare ">=1.35.0-0" .Capabilities.KubeVersion.Version }}
  tolerance: "0"
  {{- end }}
  policies:
    - {type: Percent, value: 100, periodSeconds: 15}
    - {type: Pods, value: 20, periodSeconds: 15}
scaleDown:
  stabilizationWindowSeconds: 300
  selectPolicy: Max
  policies:
    - {type: Percent, value: 50, periodSeconds: 60}
{{- end -}}
