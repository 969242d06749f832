import { expect, it } from 'vitest'
import { attributes } from '#lib/where/attributes.ts'
import { attributeDocs } from '#lib/where/menus/attribute-docs.ts'

const known: Readonly<Record<string, object>> = attributes

it.each(Object.entries(attributeDocs))(
  'says what every attribute of %s holds, and of no other name',
  (entity, docs) => {
    expect(Object.keys(docs).toSorted()).toEqual(Object.keys(known[entity] ?? {}).toSorted())
  },
)
