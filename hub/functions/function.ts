import type { Verdict } from '#hub/functions/outputs.ts'
import type { Selects } from '#hub/functions/where-resource.ts'
import type { JsonMap } from '#lib/base/json.ts'
import type { LoadedResource, LoadedStream, Resource } from '#lib/config/document/document.ts'
import type { Listed } from '#lib/config/document/list-items.ts'

/** `FunctionSignature` (contract 4.10), as `GET /function` answers it. */
export type Signature = {
  FunctionName: string
  Description: string
  FunctionType: 'PathVisitor' | 'Custom'
  Mutating: boolean
  Validating: boolean
  Hermetic: boolean
  Idempotent: boolean
  /** It can be run again on another document. */
  Replayable?: boolean
  /** The last parameter may be given any number of times. */
  VarArgs: boolean
  RequiredParameters: number
  Parameters: Parameter[]
  OutputInfo?: { ResultName: string; Description: string; OutputType: OutputType }
  AffectedResourceTypes: string[]
  AttributeName?: string
  ToolchainType: string
  /** Compares with another revision: the references (contract 4.4) that it takes, its default first. */
  OtherDataExpected?: readonly string[]
}

export type Parameter = {
  ParameterName: string
  /** All but numbers and booleans travel as strings; the lists are JSON text. */
  DataType: 'string' | 'int' | 'bool' | 'enum' | 'CEL' | 'ResourceList' | 'AttributeValueList'
  Description: string
  Required: boolean
  Regexp?: string
  Min?: number
  Max?: number
  EnumValues?: string[]
  Example?: string
}

export type Value = string | number | bigint | boolean

/** Arguments after casting and checks, by parameter name; the first value of a repeated one. */
export type Arguments = Readonly<Record<string, Value>>

type OutputType =
  | 'AttributeValueList'
  | 'ResourceInfoList'
  | 'ResourceList'
  | 'ValidationResult'
  | 'ValidationResultList'

/** The Unit that a function runs on, for expressions in arguments (contract 4.10). */
export type FunctionContext = JsonMap

/** What a function may need that is not in the document. */
export type Fact = 'unit' | 'approvers' | 'conflicts' | 'other'

/** The inputs of a function beyond the document: the facts that it needs. */
export type RunContext = {
  /** Also needed when an argument is an expression. */
  readonly about?: FunctionContext | undefined
  /** How many have approved the head revision; undefined where the caller does not know. */
  readonly approvers?: number | undefined
  /** What merges withheld from the Unit (contract 4.5); undefined where the caller does not know. */
  readonly conflicts?: readonly Conflict[] | undefined
  /** Another revision's document to compare with; null where the unit has no such revision. */
  readonly other?: { readonly source: string; readonly text: string | null } | undefined
}

/** What a function reads of a MutationConflict (contract 4.5). */
export type Conflict = {
  readonly Reason: string
  readonly Path?: string
  readonly Resource?: { readonly ResourceName?: string }
  readonly Source?: { readonly MutationType?: string }
}

export type Input = {
  readonly toolchain: string
  readonly stream: LoadedStream
  /** The resources that WhereResource selects, or all. No other may be changed or reported. */
  readonly resources: readonly Listed<LoadedResource>[]
  /** All of them. */
  readonly everything: readonly Listed<LoadedResource>[]
  /** Whether WhereResource selects a resource, including one that does not exist yet. */
  readonly selects: Selects
  readonly args: Arguments
  /** All values of the last parameter, where it may be repeated. */
  readonly rest: readonly Value[]
  /** The document to compare with, for functions that need one; its resources are null when there is no such revision. */
  readonly other: { readonly source: string; readonly resources: readonly Resource[] | null } | undefined
} & Pick<RunContext, 'about' | 'approvers' | 'conflicts'>

export type Ran =
  | { readonly kind: 'failed'; readonly message: string }
  /** The document after a setter; every untouched byte stays. */
  | { readonly kind: 'written'; readonly stream: LoadedStream }
  | { readonly kind: 'read'; readonly values: readonly Readonly<Record<string, unknown>>[] }
  | { readonly kind: 'judged'; readonly verdict: Verdict }

export type HubFunction = {
  readonly signature: Signature
  /** Deprecated names. */
  readonly aliases?: readonly string[]
  /** Former names of parameters. */
  readonly formerNames?: Readonly<Record<string, string>>
  /** Arguments that only the function itself can check, before any unit is touched. */
  readonly check?: (args: Arguments, rest: readonly Value[]) => string | undefined
  /** Whether the arguments contain a caller's pattern or loop, which needs a time limit. */
  readonly bounded?: (args: Arguments) => boolean
  /** The facts beyond the document that it needs; with OtherDataExpected also another revision. */
  readonly needs?: (args: Arguments) => readonly Fact[]
  /** Whether the arguments can turn a small document into a large one. */
  readonly grows?: (args: Arguments) => boolean
  /** Pure: same input, same answer. */
  readonly run: (input: Input) => Ran
}

type Brief = Pick<Signature, 'FunctionName' | 'Description' | 'Parameters'> & Partial<Signature>

/** A function that writes. */
export function mutating(brief: Brief): Signature {
  return signature({ Mutating: true, ...brief })
}

/** A function that returns an `AttributeValueList`, or what its OutputInfo says. */
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

/** A function that returns a `ValidationResult`. */
export function validating(brief: Brief): Signature {
  return signature({
    Validating: true,
    FunctionType: 'Custom',
    OutputInfo: {
      ResultName: 'passed',
      Description: 'Whether the document passes',
      OutputType: 'ValidationResult',
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
    ToolchainType: kubernetes,
    ...brief,
  }
}

export const kubernetes = 'Kubernetes/YAML'
