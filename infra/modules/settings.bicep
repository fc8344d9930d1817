// Every setting of the app. A deployment replaces them all: one that was added by hand is gone after the next.
param appName string
param clientId string
param accountName string
param namespaceName string
param tableName string
param vaultUri string
param insightsConnectionString string
param externalUrl string
param channelSecrets string[]
param checkSchedule string
param maxBody int
param otlpEndpoint string
param otlpHeaders bool

// A reference without a version follows the newest one. Its last slash matters: without it an old version was seen to be served.
var basic = {
  AzureWebJobsStorage__accountName: accountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  ServiceBus__fullyQualifiedNamespace: '${namespaceName}.servicebus.windows.net'
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: clientId
  ALERTING_TABLE: tableName
  ALERTING_EXTERNAL_URL: externalUrl
  ALERTING_TOKEN: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/alerting-token/)'
  ALERTING_INGEST_TOKEN: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/alerting-ingest-token/)'
  ALERTING_CHECK_SCHEDULE: checkSchedule
  ALERTING_MAX_BODY: string(maxBody)
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
}

var channels = toObject(
  channelSecrets,
  name => 'ALERTING_SECRET_${name}',
  name => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/alerting-secret-${toLower(replace(name, '_', '-'))}/)'
)

var otlp = empty(otlpEndpoint) ? {} : {
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
}

var otlpSecrets = empty(otlpEndpoint) || !otlpHeaders ? {} : {
  OTEL_EXPORTER_OTLP_HEADERS: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/otel-exporter-otlp-headers/)'
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(basic, channels, otlp, otlpSecrets)
}
