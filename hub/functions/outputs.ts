import type { Json } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** Which resource something is about (contract 4.5). */
export type ResourceInfo = {
  ResourceName: string
  ResourceNameWithoutScope: string
  ResourceType: string
  ResourceCategory: 'Resource' | 'AppConfig'
}

export type Issue = { readonly Identifier: string; readonly Message: string }

/** The result of a validating function for one document (contract 4.10). */
export type ValidationResult = {
  Passed: boolean
  FunctionName: string
  /** The function's place in the call. */
  Index: number
  Issues?: readonly Issue[]
  FailedAttributes?: readonly AttributeValue[]
  MaxScore?: string
}

export function resourceInfo({
  resourceName,
  resourceType,
}: Pick<Resource, 'resourceName' | 'resourceType'>): ResourceInfo {
  return {
    ResourceName: resourceName,
    ResourceNameWithoutScope: resourceName.slice(resourceName.lastIndexOf('/') + 1),
    ResourceType: resourceType,
    ResourceCategory: resourceType.startsWith('AppConfig/') ? 'AppConfig' : 'Resource',
  }
}

export function validationResult(verdict: Verdict, FunctionName: string, Index: number): ValidationResult {
  return {
    Passed: verdict.passed,
    FunctionName,
    Index,
    ...(verdict.issues.length > 0 ? { Issues: verdict.issues } : {}),
    ...(verdict.attributes.length > 0 ? { FailedAttributes: verdict.attributes } : {}),
    ...(verdict.maxScore === undefined ? {} : { MaxScore: verdict.maxScore }),
  }
}

/** One row of an `AttributeValueList` output (contract 4.10). */
export type AttributeValue = ResourceInfo & {
  AttributeName?: string
  Path: string
  DataType: string
  Value: Json
  /** The severity of a finding, and what it is. */
  Score?: string
  Issues?: readonly Issue[]
}

export type Verdict = {
  readonly passed: boolean
  readonly issues: readonly Issue[]
  readonly attributes: readonly AttributeValue[]
  /** The worst score of a function that grades. */
  readonly maxScore?: string | undefined
}
