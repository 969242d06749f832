import { attributeValue, type Found } from '#hub/functions/edit.ts'
import type { Input, Ran } from '#hub/functions/function.ts'
import type { AttributeValue, Issue } from '#hub/functions/outputs.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'

/** A finding of a validator about one resource. */
export type Finding = {
  readonly identifier: string
  readonly message: string
  readonly at?: Found
  /** Reported as a note; the validation still passes. */
  readonly note?: boolean
}

/** Passes when no resource has a finding other than notes. */
export function judgeEach(input: Input, look: (resource: LoadedResource) => readonly Finding[]): Ran {
  const issues: Issue[] = []
  const attributes: AttributeValue[] = []
  let passed = true
  for (const resource of input.resources) {
    for (const { identifier, message, at, note } of look(resource)) {
      issues.push({ Identifier: identifier, Message: `${nameOf(resource)}: ${message}` })
      if (at !== undefined) attributes.push(attributeValue(resource, at))
      if (note !== true) passed = false
    }
  }
  return { kind: 'judged', verdict: { passed, issues, attributes } }
}

function nameOf({ resourceType, resourceName, index }: LoadedResource): string {
  const type = resourceType || 'resource'
  return `${type} ${resourceName.replace(/^\//, '') || `number ${index + 1}`}`
}
