import { attributes, type Entity, isMap, listFields, relations } from '#lib/where/attributes.ts'
import { attributeDocs, type Docs, listFieldDocs } from '#lib/where/menus/attribute-docs.ts'

type Fields = (typeof attributes)[Entity]
type ListChoice = { readonly name: string; readonly doc: string; readonly needsKey?: false }

/** What lists of entities and of objects hold: `FromLink.*.Slug`, `Conflicts.*.Reason`. */
export function listMenu(entity: Entity): ListChoice[] {
  const related = Object.entries(relations[entity]).flatMap(([relation, { entity: of, many = false }]) =>
    many ? fieldsOf(relation, attributes[of], attributeDocs[of]) : [],
  )
  const fields = Object.entries(attributes[entity]).flatMap(([name, { type }]) =>
    type === 'objectList' ? fieldsOf(name, listFields[name] ?? {}, listFieldDocs[name] ?? {}) : [],
  )
  return [...related, ...fields]
}

/** Lists within lists cannot be asked for. */
function fieldsOf(list: string, fields: Fields, docs: Docs): ListChoice[] {
  return Object.entries(fields)
    .filter(([, { type }]) => !isCounted(type))
    .map(([name]) => ({ name: `${list}.*.${name}`, doc: docs[name] ?? '' }))
}

/** Maps and lists, whose entries LEN counts. */
export function countedMenu(entity: Entity): ListChoice[] {
  return Object.entries(attributes[entity])
    .filter(([, { type }]) => isCounted(type))
    .map(([name]) => ({ name, doc: attributeDocs[entity][name] ?? '' }))
}

function isCounted(type: Fields[string]['type']): boolean {
  return isMap(type) || type === 'uuidArray' || type === 'objectList'
}
