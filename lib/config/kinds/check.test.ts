import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkDocument } from '#lib/config/kinds/check.ts'
import { completeDocument } from '#lib/config/kinds/complete.ts'
import { definedKind } from '#lib/config/kinds/custom-kinds.ts'
import { kindOfModels, metadataType, moduleReader, typesFrom } from '#lib/config/kinds/kind-of-models.ts'
import { fieldAt, KindTable } from '#lib/config/kinds/kind-table.ts'
import { placeText, typesNamed } from '#lib/config/kinds/place.ts'
import { corpus } from '#lib/config/testing/corpus.ts'

const tables = new Map<string, KindTable>()
const read = moduleReader((path) => readFile(`node_modules/${path}.d.ts`, 'utf8').catch(() => undefined))

beforeAll(async () => {
  for (const type of ['apps/v1/Deployment', 'v1/Service', 'v1/ConfigMap']) {
    const table = await kindOfModels(type, read)
    // As the browser gets it.
    if (table !== undefined) tables.set(type, KindTable.parse(JSON.parse(JSON.stringify(table))))
  }
})

const deployment = (spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n${spec}`

it.each([
  [
    'an unknown field',
    '  replica: 3\n',
    { line: 6, message: 'Deployment has no field replica here; did you mean replicas?' },
  ],
  [
    'text for a number',
    '  replicas: "3"\n',
    { line: 6, column: 13, message: 'Deployment wants a number here' },
  ],
  [
    'a map for a list',
    '  template:\n    spec:\n      containers: {}\n',
    { line: 8, message: expect.stringContaining('list') },
  ],
  [
    'a value that is not one of those allowed',
    '  strategy:\n    type: Rolling\n',
    { line: 7, message: 'Deployment wants one of Recreate, RollingUpdate here' },
  ],
  [
    'a field deep in a list',
    '  template:\n    spec:\n      containers:\n      - name: web\n        imagePullpolicy: Always\n',
    { line: 10, message: expect.stringContaining('did you mean imagePullPolicy?') },
  ],
])('warns of %s, at its place', (_, spec, expected) => {
  expect(checkDocument(deployment(spec), tables)).toMatchObject([expected])
})

it.each([
  ['null', '  replicas:\n'],
  ['a masked value', '  replicas: ••••••••abcde\n'],
  ['any key of a map', '  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: web\n'],
  [
    'a number for a port of either form',
    '  template:\n    spec:\n      containers:\n      - name: web\n        livenessProbe:\n          httpGet: {port: 80}\n',
  ],
])('says nothing of %s', (_, spec) => {
  expect(checkDocument(deployment(spec), tables)).toEqual([])
})

it('says nothing of documents as people write them', () => {
  // Three have fields that no Deployment has, and say so in their names or in the fields.
  const own = /x-defaults|fsGroup|weights/
  for (const { name, text } of corpus)
    if (!own.test(text)) expect(checkDocument(text, tables), name).toEqual([])
})

it('reads the items of a List, and says nothing of a text that is no YAML', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    port: 80\n'
  expect(checkDocument(list, tables)).toMatchObject([{ line: 7 }])
  expect(checkDocument(`${list}  - : [`, tables)).toEqual([])
})

describe('a custom kind', () => {
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: books.example.com}
spec:
  group: example.com
  names: {kind: Book}
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [title]
              properties:
                title: {type: string, description: As on the cover}
                pages: {type: integer}
                binding: {type: string, enum: [hard, soft]}
                shelf: {x-kubernetes-int-or-string: true}
                notes: {type: object, x-kubernetes-preserve-unknown-fields: true}
                labels: {type: object, additionalProperties: {type: string}}
                chapters: {type: array, items: {type: object, properties: {name: {type: string}}}}
`
  const table = async () => {
    const metadata = (await typesFrom(metadataType, read)) ?? {}
    return definedKind(['no: definition\n', definition], 'example.com/v1/Book', metadata)
  }

  it('is known as its definition says', async () => {
    const found = await table()
    if (found === undefined) throw new Error('the definition was not read')
    expect(fieldAt(found, [{ field: 'spec' }, { field: 'title' }])).toEqual({
      shape: { is: 'string' },
      text: 'As on the cover',
      isRequired: true,
    })
    const known = { tables: new Map([['example.com/v1/Book', found]]), types: [] }
    const head = 'apiVersion: example.com/v1\nkind: Book\nmetadata: {name: a}\nspec:\n  '
    const next = completeDocument(head, 5, 2, known).suggestions.map(({ label }) => label)
    expect(next).toEqual(['title', 'binding', 'chapters', 'labels', 'notes', 'pages', 'shelf'])
    const text = `${head}pages: many\n  notes: {any: 1}\n  chapters: [{nam: x}]\n  labels: {a: b}\n`
    expect(checkDocument(text, known.tables).map(({ line }) => line)).toEqual([5, 7])
  })

  it('is unknown in another version', async () => {
    expect(await definedKindOf('example.com/v2/Book')).toBeUndefined()
  })

  const definedKindOf = async (type: string) => definedKind([definition], type, {})
})

it.each([
  [10, 'apps/v1/Deployment web spec.template.spec.containers.?name=web.image'],
  [11, 'apps/v1/Deployment web spec.template.spec.containers.1'],
  [3, 'apps/v1/Deployment web metadata'],
])('says what stands at line %i of a text, whether it can be read or not', (line, place) => {
  const text = deployment('  template:\n    spec:\n      containers:\n      - name: web\n        image: [a\n')
  const lines = text.split('\n')
  expect(placeText([...lines.slice(0, 10), '      - {', ''].join('\n').replace('[a', 'a'), line)).toBe(place)
})

it('names the kinds of a text, whichever of its two lines comes first', () => {
  const text =
    'apiVersion: v1\nkind: Pod\n---\nkind: "Deployment"\napiVersion: apps/v1\n---\napiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\n'
  expect(typesNamed(text).sort()).toEqual(['apps/v1/Deployment', 'v1/ConfigMap', 'v1/Pod'])
})
