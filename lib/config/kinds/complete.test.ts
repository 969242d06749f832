import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml'
import { completeDocument } from '#lib/config/kinds/complete.ts'
import { describeField } from '#lib/config/kinds/describe.ts'
import { kindOfModels, moduleReader } from '#lib/config/kinds/kind-of-models.ts'
import { element, fieldOf, type KindTable, type Step, shapeAt } from '#lib/config/kinds/kind-table.ts'
import { typesNamed } from '#lib/config/kinds/place.ts'
import { realisticDocuments } from '#lib/config/testing/realistic-documents.ts'

const tables = new Map<string, KindTable>()
const known = { tables, types: ['apps/v1/Deployment', 'apps/v1/DaemonSet', 'batch/v1/Job', 'v1/Pod'] }

const documents = realisticDocuments(120).map(({ name, text }) => ({
  name,
  text: text.replaceAll('\r\n', '\n'),
}))

beforeAll(async () => {
  const read = moduleReader((path) => readFile(`node_modules/${path}.d.ts`, 'utf8').catch(() => undefined))
  const named = new Set([
    ...documents.flatMap(({ text }) => typesNamed(text)),
    'apps/v1/Deployment',
    'v1/Pod',
  ])
  for (const type of named) {
    const table = await kindOfModels(type, read)
    if (table !== undefined) tables.set(type, table)
  }
})

type Known = { readonly key: string; readonly line: number; readonly column: number; readonly start: number }

/** Keys of block maps that the kind has a field for, as a parser of YAML finds them. */
function knownKeys(text: string): Known[] {
  const lines = new LineCounter()
  const found: Known[] = []
  for (const document of parseAllDocuments(text, { lineCounter: lines, keepSourceTokens: true })) {
    visit(document, {
      Pair: (_, { key }, path) => {
        const around = path.at(-1)
        if (!isScalar(key) || !key.range || !isMap(around) || around.flow === true) return
        const place = resourceAt([...path])
        const table = tables.get(place.type)
        const shape = table && shapeAt(table, place.steps)
        const name = String(key.value)
        if (table === undefined || shape?.is !== 'type' || fieldOf(table, shape, name) === undefined) return
        const { line, col } = lines.linePos(key.range[0])
        found.push({ key: name, line, column: col - 1, start: key.range[0] })
      },
    })
  }
  return found
}

/** The innermost resource on the way to a place, and the steps from there. */
function resourceAt(path: readonly unknown[]): { type: string; steps: Step[] } {
  let type = ''
  let steps: Step[] = []
  for (const [at, node] of path.entries()) {
    if (isMap(node) && node.has('kind') && node.has('apiVersion') && isRoot(path, at)) {
      type = `${node.get('apiVersion')}/${node.get('kind')}`
      steps = []
    }
    const next = path[at + 1]
    if (isPair(node) && isScalar(node.key)) steps.push({ field: String(node.key.value) })
    if (isSeq(node) && next !== undefined) steps.push(element)
  }
  return { type, steps }
}

function isRoot(path: readonly unknown[], at: number): boolean {
  const above = path.slice(0, at).filter((node) => isPair(node) || isSeq(node))
  const [items] = above
  return (
    above.length === 0 ||
    (above.length === 2 && isPair(items) && String((items.key as Node | undefined) ?? '') === 'items')
  )
}

/** Some tools sort keys, so that the kind stands below what it decides; then all of the text is there. */
function typedUntil(text: string, offset: number): string {
  const before = text.slice(0, offset)
  return /^[ -]*kind:/m.test(before.slice(before.lastIndexOf('\n---'))) ? before : text
}

it('offers the key that real documents have next, after everything that is typed before it', () => {
  const places = documents.flatMap(({ name, text }) =>
    // Each takes time that grows with what is before it; a third of the thousands says as much.
    knownKeys(text).flatMap((each) => (each.start % 3 === 0 ? [{ name, text, ...each }] : [])),
  )
  const missing = places.filter(({ text, key, line, column, start }) => {
    const { suggestions } = completeDocument(typedUntil(text, start), line, column, known)
    return !suggestions.some(({ label }) => label === key)
  })
  expect(missing.map(({ name, line, key }) => `${name}:${line} ${key}`)).toEqual([])
  expect(places.length).toBeGreaterThan(500)
})

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          imagePullPolicy: `

const labels = (text: string) => {
  const lines = text.split('\n')
  return completeDocument(text, lines.length, lines.at(-1)?.length ?? 0, known).suggestions.map(
    ({ label }) => label,
  )
}

it.each([
  ['values of an enumeration', deployment, ['Always', 'IfNotPresent', 'Never']],
  ['true and false', deployment.replace('imagePullPolicy', 'tty'), ['true', 'false']],
  ['kinds of the version that is named', 'apiVersion: apps/v1\nkind: ', ['DaemonSet', 'Deployment']],
  ['versions of the kind that is named', 'kind: Job\napiVersion: ', ['batch/v1']],
  [
    'nothing in a text over several lines',
    deployment.replace('imagePullPolicy: ', 'command:\n            - |\n              '),
    [],
  ],
  ['nothing in a comment', `${deployment}Always # `, []],
  ['nothing below a map of free keys', 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    ', []],
  ['nothing in a kind that nobody knows', 'apiVersion: example.com/v1\nkind: Own\nspec:\n  ', []],
  ['what says the kind, at the top of an empty document', '', ['apiVersion', 'kind', 'metadata']],
])('offers %s', (_, text, expected) => {
  expect(labels(text)).toEqual(expected)
})

it('offers what is required first, and nothing that is there', () => {
  const text = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 3\n  '
  expect(labels(text).slice(0, 2)).toEqual(['selector', 'template'])
  expect(labels(text)).not.toContain('replicas')
})

it('begins a list with its dash, and goes on below a key that holds more', () => {
  const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    '
  const { suggestions } = completeDocument(text, 5, 4, known)
  expect(suggestions[0]).toMatchObject({ label: 'name', insert: '- name: ' })
  const inSpec = completeDocument('apiVersion: v1\nkind: Pod\nspec:\n  ', 4, 2, known).suggestions
  expect(inSpec.find(({ label }) => label === 'containers')?.insert).toBe('containers:\n    - ')
})

it('says what a field is', () => {
  expect(describeField(deployment, 10, 12, tables)).toMatchObject({
    name: 'imagePullPolicy',
    type: 'one of Always, IfNotPresent, Never',
    text: expect.stringContaining('Image pull policy'),
  })
  expect(describeField(deployment, 10, 30, tables)).toBeUndefined()
})
