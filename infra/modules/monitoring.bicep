// Where logs, traces and platform metrics go.
param suffix string
param location string
@description('Telemetry is taken without an Entra token too.')
param keyAccess bool
@minValue(30)
@maxValue(730)
param retentionDays int
@minValue(1)
param dailyQuotaGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-${suffix}'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${suffix}'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: !keyAccess
  }
}

output workspaceId string = workspace.id
output workspaceName string = workspace.name
output workspaceGuid string = workspace.properties.customerId
output insightsName string = insights.name
output insightsConnectionString string = insights.properties.ConnectionString
