{{/* Names are the same in every installation: a cluster has one, as it has one APIService of each name. */}}
{{- define "name" -}}sysdig-autoscaler{{- end }}

{{- define "selector" -}}
app.kubernetes.io/name: {{ include "name" . }}
{{- end }}

{{- define "labels" -}}
{{ include "selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{- end -}}
{{- end -}}
{{- end }}

{{/* A setting's environment variable, by MicroProfile's rule. */}}
{{- define "variable" -}}{{ regexReplaceAll "[^A-Za-z0-9]" . "_" | upper }}{{- end }}

{{/* Settings by their key, as texts. What a user gives under `settings` wins, false too; JSON writes no exponents where %v would. */}}
{{- define "settings" -}}
{{- $settings := dict
    "sysdig.cluster-name" (required "sysdig.clusterName is required: the cluster's name as Sysdig shows it (kube_cluster_name), for example --set sysdig.clusterName=prod" .Values.sysdig.clusterName)
    "sysdig.api-token-file" (printf "/etc/sysdig-autoscaler/token/%s" .Values.sysdig.token.secretKey)
    "autoscaler.certificates" .Values.certificates.mode
    "autoscaler.raw-queries" .Values.autoscaler.rawQueries
    "autoscaler.service.name" (include "name" .) }}
{{- with .Values.sysdig.region }}{{ $_ := set $settings "sysdig.region" . }}{{ end }}
{{- with .Values.sysdig.url }}{{ $_ := set $settings "sysdig.url" . }}{{ end }}
{{- with .Values.sysdig.proxy }}{{ $_ := set $settings "sysdig.proxy" . }}{{ end }}
{{- if or .Values.sysdig.ca.configMapName .Values.sysdig.ca.secretName }}
{{- $_ := set $settings "sysdig.ca-file" (printf "/etc/sysdig-autoscaler/ca/%s" .Values.sysdig.ca.key) }}
{{- end }}
{{- with .Values.autoscaler.namespaces }}{{ $_ := set $settings "autoscaler.namespaces" (join "," .) }}{{ end }}
{{- if .Values.autoscaler.customMetrics }}{{ $_ := set $settings "autoscaler.custom-metrics" "true" }}{{ end }}
{{- if .Values.autoscaler.scaleToZero }}{{ $_ := set $settings "autoscaler.scale-to-zero" "true" }}{{ end }}
{{- range $key, $value := .Values.settings }}
{{- $_ := set $settings $key (kindIs "string" $value | ternary $value (toJson $value)) }}
{{- end }}
{{- toYaml $settings }}
{{- end }}

{{/* APIServices with their group and priority. */}}
{{- define "apiServices" -}}
- {group: external.metrics.k8s.io, version: v1beta1, priority: 100}
{{- if .Values.autoscaler.customMetrics }}
- {group: custom.metrics.k8s.io, version: v1beta2, priority: 200}
- {group: custom.metrics.k8s.io, version: v1beta1, priority: 100}
{{- end }}
{{- end }}
