import { isScalar, visit } from 'yaml'
import { type HubFunction, validating } from '#hub/functions/function.ts'
import { type Finding, judgeEach } from '#hub/functions/judge.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'

const truthy = /^(?:y|yes|n|no|on|off)$/i
const oldOctal = /^[-+]?0[0-7]+$/

export const vetFormat: HubFunction = {
  signature: validating({
    FunctionName: 'vet-format',
    Description:
      'Passes when every resource has apiVersion, kind and a name, and nothing that parsers read differently: anchors, empty values, yes and no, 0755',
    Parameters: [],
  }),
  run: (input) =>
    judgeEach(input, (resource) => [...identityFindings(resource.value), ...writingFindings(resource)]),
}

function identityFindings(value: Json): Finding[] {
  if (!isJsonMap(value)) return [{ identifier: 'identity', message: 'it is not a map' }]
  const missing = ['apiVersion', 'kind'].filter((key) => typeof value[key] !== 'string' || value[key] === '')
  const { metadata } = value
  const isNamed =
    isJsonMap(metadata) &&
    [metadata.name, metadata.generateName].some((name) => typeof name === 'string' && name)
  if (!isNamed && value.kind !== 'List') missing.push('metadata.name')
  return missing.map((key) => ({ identifier: 'identity', message: `${key} is missing` }))
}

function writingFindings({ document }: LoadedResource): Finding[] {
  const found: Finding[] = []
  const say = (identifier: string, message: string) => {
    found.push({ identifier, message })
  }
  visit(document, {
    Alias: (_key, { source }) => say('alias', `*${source} is an alias for another value`),
    Pair: (_key, { key, value }) => {
      if (value === null || (isScalar(value) && value.value === null && value.source === ''))
        say('empty', `${String(key)} has no value`)
    },
    Scalar: (_key, { type, source = '' }) => {
      if (type !== 'PLAIN') return
      if (truthy.test(source)) say('truthy', `${source} is a boolean to some parsers; quote it`)
      else if (oldOctal.test(source)) say('octal', `${source} is octal to some parsers only`)
    },
  })
  return found
}
