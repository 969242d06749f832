import type { Json } from '#lib/config/patch.ts'

/** `FunctionSignature` of confighub-api 4.10, as `GET /function` answers it. */
export type Signature = {
  FunctionName: string
  Description: string
  FunctionType: 'PathVisitor' | 'Custom'
  Mutating: boolean
  Validating: boolean
  Hermetic: boolean
  Idempotent: boolean
  VarArgs: boolean
  RequiredParameters: number
  Parameters: Parameter[]
  OutputInfo?: { ResultName: string; Description: string; OutputType: string }
  AffectedResourceTypes: string[]
  AttributeName?: string
  ToolchainType: string
}

export type Parameter = {
  ParameterName: string
  DataType: 'string' | 'int' | 'bool'
  Description: string
  Required: boolean
  Regexp?: string
  Min?: number
  Max?: number
  EnumValues?: string[]
  Example?: string
}

export type Value = string | number | boolean

/** Arguments after casting and checks, by parameter name. */
export type Arguments = Readonly<Record<string, Value>>

/** One row of an `AttributeValueList` output (confighub-api 4.10). */
export type AttributeValue = {
  ResourceName: string
  ResourceNameWithoutScope: string
  ResourceType: string
  ResourceCategory: 'Resource'
  AttributeName: string
  Path: string
  DataType: string
  Value: Json
}

export type Ran = { ok: true; text: string; values?: AttributeValue[] } | { ok: false; message: string }

export type HubFunction = {
  signature: Signature
  /** Pure: the document in, the document out. Every untouched byte stays. */
  run(text: string, args: Arguments): Ran
}

type Brief = Pick<Signature, 'FunctionName' | 'Description' | 'Parameters'> & Partial<Signature>

/** A function that writes. */
export function mutating(brief: Brief): Signature {
  return signature({ Mutating: true, ...brief })
}

/** A function that answers an `AttributeValueList`. */
export function reading(brief: Brief): Signature {
  return signature({
    OutputInfo: {
      ResultName: 'attribute-value',
      Description: 'The values found',
      OutputType: 'AttributeValueList',
    },
    ...brief,
  })
}

function signature(brief: Brief): Signature {
  return {
    FunctionType: 'PathVisitor',
    Mutating: false,
    Validating: false,
    Hermetic: true,
    Idempotent: true,
    VarArgs: false,
    RequiredParameters: brief.Parameters.filter((parameter) => parameter.Required).length,
    AffectedResourceTypes: ['*'],
    ToolchainType: 'Kubernetes/YAML',
    ...brief,
  }
}
