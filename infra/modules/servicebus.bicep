// Queues of hints: "look at this shard then", "send this notice". The rows of the table are the truth, a hint may be lost.
param namespaceName string
param location string
param keyAccess bool
param queueNames string[]
param workspaceId string

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  // Basic has neither duplicate detection nor scheduled messages.
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: !keyAccess
    minimumTlsVersion: '1.2'
  }
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queueName in queueNames: {
  parent: bus
  name: queueName
  properties: {
    // Fixed when the queue is made: another value here makes a redeployment fail.
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    lockDuration: 'PT1M'
    // The host redelivers at once: ten deliveries would be used up by a hiccup of some seconds.
    maxDeliveryCount: 50
    // Whatever is due was offered again by the sweep long before. Expired means that nobody read the queue for a day: that has to be seen.
    defaultMessageTimeToLive: 'P1D'
    deadLetteringOnMessageExpiration: true
  }
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bus
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output namespaceName string = bus.name
output namespaceId string = bus.id
