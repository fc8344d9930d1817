// Who watches the alerter: rules that live outside of it.
param prefix string
param location string
param operatorEmail string
param namespaceId string
param appId string
param workspaceId string
param backlogBound int
param failureBound int

var groupIds = empty(operatorEmail) ? [] : [operators.id]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(operatorEmail)) {
  name: 'ag-${prefix}'
  location: 'global'
  properties: {
    groupShortName: prefix
    enabled: true
    emailReceivers: [
      { name: 'operator', emailAddress: operatorEmail, useCommonAlertSchema: true }
    ]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-dead-letters'
  location: 'global'
  properties: {
    description: 'A queue has dead letters: a door failed 50 times over one hint, or nobody read it for a day. Stays until they are removed.'
    severity: 1
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'any'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [for id in groupIds: { actionGroupId: id }]
  }
}

// Service Bus has no metric of age. The lowest count of 15 minutes says that the queue never got empty, which an old message
// implies but does not follow from: under steady heavy load every single message may be young.
resource backlog 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-backlog'
  location: 'global'
  properties: {
    description: 'A queue held more than ${backlogBound} messages for 15 minutes without a break: nobody reads it, or too slowly.'
    severity: 2
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'never below'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: backlogBound
        }
      ]
    }
    actions: [for id in groupIds: { actionGroupId: id }]
  }
}

// Also what never reached a function: a host that does not start answers 503 by itself.
resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-server-errors'
  location: 'global'
  properties: {
    description: 'More than ${failureBound} answers of 500 and above in 5 minutes: webhooks are not being taken, their senders repeat them.'
    severity: 1
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'answers'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: failureBound
        }
      ]
    }
    actions: [for id in groupIds: { actionGroupId: id }]
  }
}

// Queue and timer functions answer nobody: their failures are only in the host's own telemetry.
resource failures 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${prefix}-failed-executions'
  location: location
  kind: 'LogAlert'
  properties: {
    displayName: '${prefix}: failed executions'
    description: 'One function failed more than ${failureBound} times in 15 minutes.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    // The table is not there before the first telemetry arrives.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          // A caller's mistake (4xx) is no failure of ours.
          query: 'AppRequests | where Success == false and ResultCode !startswith "4" | summarize Failures = count() by Name'
          metricMeasureColumn: 'Failures'
          dimensions: [{ name: 'Name', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: failureBound
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: groupIds }
  }
}
