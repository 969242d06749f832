import { describe, expect, it } from 'vitest'
import { catalogue } from '#hub/functions/catalogue.ts'
import { selectSignatures } from '#hub/functions/where-signature.ts'

const signatures = [...(catalogue.get('Kubernetes/YAML')?.values() ?? [])].map(({ signature }) => signature)

function select(where: string): string[] | string {
  const selected = selectSignatures(where)
  return selected.ok
    ? signatures.filter(selected.value).map(({ FunctionName }) => FunctionName)
    : selected.message
}

const every = (holds: (signature: (typeof signatures)[number]) => boolean | undefined) =>
  signatures.filter(holds).map(({ FunctionName }) => FunctionName)

describe('where on functions', () => {
  it.each([
    ['', every(() => true)],
    ['Mutating = true', every((each) => each.Mutating)],
    ['Mutating != true AND Validating = false', every((each) => !each.Mutating && !each.Validating)],
    ["FunctionName = 'set-replicas'", ['set-replicas']],
    ["FunctionName IN ('set-replicas', 'get-replicas')", ['set-replicas', 'get-replicas']],
    ["FunctionName LIKE '%-replicas' AND Mutating = false", ['get-replicas']],
    ["FunctionName ~ '^get-(int|bool)-path$'", ['get-int-path', 'get-bool-path']],
    ["OutputInfo.OutputType = 'ResourceList'", ['get-resources']],
    ['OutputInfo.OutputType IS NULL', every((each) => each.Mutating)],
    [
      "AttributeName != 'replicas'",
      every((each) => each.AttributeName !== undefined && each.AttributeName !== 'replicas'),
    ],
    ["AttributeName = 'replicas' IS NOT TRUE", every((each) => each.AttributeName !== 'replicas')],
    ['RequiredParameters > 4', ['set-container-resources']],
    ['VarArgs = true', every((each) => each.VarArgs)],
  ])('%s', (where, names) => {
    const found = select(where)
    expect(typeof found === 'string' ? found : found.toSorted()).toEqual(names.toSorted())
    expect(names).not.toHaveLength(0)
  })

  it.each([
    ["Slug = 'x'", 'invalid attribute name Slug'],
    ["Mutating = 'yes'", 'Mutating is compared with true or false'],
    ['Mutating > true', 'true and false are compared with = or != only'],
    ['FunctionName = 3', 'FunctionName is compared with text'],
    ["RequiredParameters IN ('1')", 'RequiredParameters is compared with a whole number'],
    ['LEN(Parameters) > 1', 'invalid attribute name Parameters'],
    ['LEN(Description) > 1', 'Description is neither a list nor a map'],
    ['FunctionName = Description', 'the right side is a value'],
    ['Mutating', 'where: '],
  ])('%s is refused', (where, message) => {
    expect(select(where)).toContain(message)
  })
})
