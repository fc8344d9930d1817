// Alerting on Azure: a Flex Consumption function app with a custom handler, one table, four queues, a vault, its own watch.
targetScope = 'resourceGroup'

@minLength(2)
@maxLength(8)
@description('Start of every resource name: lower-case letters and digits, a letter first. 8 because a vault name has room for 24.')
param prefix string = 'alerting'

@description('Region of everything. It has to offer Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@allowed([512, 2048, 4096])
@description('Memory of one instance in MB. 512 was refused in some regions.')
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
@description('Most instances at one time. Every queue and the timer scale by themselves, so this bounds cost, not parallelism alone.')
param maximumInstances int = 40

@minValue(0)
@maxValue(20)
@description('Instances that always wait for HTTP. 0: the first webhook after a quiet while waits for a cold start.')
param alwaysReadyHttp int = 1

@description('Account keys and shared access signatures work: for looking into storage by hand. The app itself never uses them.')
param keyAccess bool = false

@description('A deleted vault cannot be purged for 90 days. Once on, it can never be turned off again.')
param purgeProtection bool = true

@allowed(['Standard_LRS', 'Standard_ZRS'])
@description('Copies of the table: three in one data centre, or one in each of three zones where the region has them.')
param storageSku string = 'Standard_ZRS'

@description('NAME of each secret the configuration uses: upper-case letters, digits, underscores. Becomes ALERTING_SECRET_<NAME>, kept in the vault as alerting-secret-<name>, with hyphens for underscores.')
param channelSecrets string[] = []

@description('Our address in links. Empty: the address Azure gives the app.')
param externalUrl string = ''

@description('When due work is looked for: six-field NCRONTAB, seconds first, UTC.')
param checkSchedule string = '0 * * * * *'

@minValue(1024)
@maxValue(104857600)
@description('Largest request body in bytes. The host itself takes no more than 100 MiB.')
param maxBody int = 33554432

@description('Where to send OpenTelemetry besides Application Insights, for example https://otlp.example.com. Empty: nowhere.')
param otlpEndpoint string = ''

@description('The endpoint wants headers: they are read from the vault, secret otel-exporter-otlp-headers (key=value,key=value).')
param otlpHeaders bool = false

@description('Who hears when the alerter itself is in trouble. Empty: the alerts fire, nobody is told.')
param operatorEmail string = ''

@minValue(1)
@maxValue(100000)
@description('A queue that held more than this many messages for 15 minutes without a break is reported.')
param backlogBound int = 100

@minValue(0)
@maxValue(1000)
@description('More failed executions of one function in 15 minutes, or more answers of 500 and above in 5 minutes, are reported.')
param failureBound int = 5

@minValue(30)
@maxValue(730)
@description('Days that logs are kept.')
param logRetentionDays int = 30

@minValue(1)
@maxValue(1000)
@description('GB of logs taken in a day; what comes after that is lost until the next day.')
param logDailyQuotaGb int = 1

@description('One log line for each table write and delete. About 1 KB each: more than everything else costs together.')
param logTableWrites bool = false

@description('Resource ids of other workspaces whose logs are asked for log context, /subscriptions/.../workspaces/NAME. Whoever deploys has to be allowed to give rights there.')
param logWorkspaces string[] = []

var token = uniqueString(resourceGroup().id, prefix)
var tableName = 'alerting'
var queueNames = [
  'wake'
  'send-slack'
  'send-email'
  'send-pagerduty'
  'send-prefect'
  'send-wandb'
  'send-webhook'
  'send-other'
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${prefix}-${token}'
  location: location
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    suffix: '${prefix}-${token}'
    location: location
    keyAccess: keyAccess
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    accountName: 'st${prefix}${token}'
    location: location
    sku: storageSku
    keyAccess: keyAccess
    tableName: tableName
    workspaceId: monitoring.outputs.workspaceId
    logWrites: logTableWrites
  }
}

module bus 'modules/servicebus.bicep' = {
  name: 'servicebus'
  params: {
    namespaceName: 'sb-${prefix}-${token}'
    location: location
    keyAccess: keyAccess
    queueNames: queueNames
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    vaultName: 'kv-${prefix}${token}'
    location: location
    purgeProtection: purgeProtection
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
    accountName: storage.outputs.accountName
    namespaceName: bus.outputs.namespaceName
    vaultName: vault.outputs.vaultName
    insightsName: monitoring.outputs.insightsName
    workspaceName: monitoring.outputs.workspaceName
  }
}

module logReaders 'modules/logreader.bicep' = [for id in logWorkspaces: {
  name: 'logreader-${uniqueString(id)}'
  scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
  params: {
    identityId: identity.id
    principalId: identity.properties.principalId
    workspaceName: last(split(id, '/'))
  }
}]

module functionApp 'modules/functionapp.bicep' = {
  name: 'functionapp'
  params: {
    suffix: '${prefix}-${token}'
    location: location
    identityId: identity.id
    packageContainerUrl: storage.outputs.packageContainerUrl
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    alwaysReadyHttp: alwaysReadyHttp
    workspaceId: monitoring.outputs.workspaceId
  }
  // A host that starts before it may read storage and the vault keeps failing until somebody restarts it.
  dependsOn: [roles]
}

module settings 'modules/settings.bicep' = {
  name: 'settings'
  params: {
    appName: functionApp.outputs.appName
    clientId: identity.properties.clientId
    accountName: storage.outputs.accountName
    namespaceName: bus.outputs.namespaceName
    tableName: tableName
    vaultUri: vault.outputs.vaultUri
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    externalUrl: empty(externalUrl) ? functionApp.outputs.url : externalUrl
    channelSecrets: channelSecrets
    checkSchedule: checkSchedule
    maxBody: maxBody
    otlpEndpoint: otlpEndpoint
    otlpHeaders: otlpHeaders
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    prefix: prefix
    location: location
    operatorEmail: operatorEmail
    namespaceId: bus.outputs.namespaceId
    appId: functionApp.outputs.appId
    workspaceId: monitoring.outputs.workspaceId
    backlogBound: backlogBound
    failureBound: failureBound
  }
}

@description('What goes into alertmanager.yml, webhook_configs, url.')
output webhookUrl string = '${functionApp.outputs.url}/api/alertmanager'
output functionAppName string = functionApp.outputs.appName
output storageAccountName string = storage.outputs.accountName
output serviceBusNamespace string = bus.outputs.namespaceName
output vaultName string = vault.outputs.vaultName
@description('What goes into alerting.yml, logs, azure_monitor, workspace_id, where jobs write into the same workspace.')
output logWorkspaceId string = monitoring.outputs.workspaceGuid
