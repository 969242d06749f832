import type { Call } from '#hub/fleet/history.ts'

export function setReplicas(replicas: number): Call {
  return {
    FunctionName: 'set-replicas',
    Arguments: [{ ParameterName: 'replicas', Value: replicas }],
  }
}

export function setEnvironment(container: string, variable: string, value: string): Call {
  return {
    FunctionName: 'set-env-var',
    Arguments: [
      { ParameterName: 'container-name', Value: container },
      { ParameterName: 'env-var', Value: variable },
      { ParameterName: 'env-value', Value: value },
    ],
  }
}

export function setNamespaceName(name: string): Call {
  return {
    FunctionName: 'set-string-path',
    Arguments: [
      { ParameterName: 'resource-type', Value: 'v1/Namespace' },
      { ParameterName: 'path', Value: 'metadata.name' },
      { ParameterName: 'attribute-value', Value: name },
    ],
  }
}

export function containerImage(container: string, reference: string): Call {
  return {
    FunctionName: 'set-container-image-reference',
    Arguments: [
      { ParameterName: 'container-name', Value: container },
      { ParameterName: 'image-reference', Value: reference },
    ],
  }
}
