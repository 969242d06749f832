import { type AttributeType, attributes, type Entity, isMap, relations } from '#lib/where/attributes.ts'
import { attributeDocs } from '#lib/where/menus/attribute-docs.ts'

export type AttributeChoice = {
  /** As written; maps end with a dot and want a key. */
  readonly name: string
  readonly doc: string
  readonly type: AttributeType
  readonly needsKey: boolean
}

const relatedFirst = [
  'Space',
  'UpstreamUnit',
  'UpstreamSpace',
  'HeadRevision',
  'Target',
  'ChangeSet',
  'User',
  'Unit',
  'Revision',
]

/** Everything that can be asked of an entity: its own attributes, then those of related ones. */
export function attributeMenu(entity: Entity): AttributeChoice[] {
  const own = choicesOf(entity, '')
  const related = relatedFirst.flatMap((name) => {
    const relation = relations[entity][name]
    return relation === undefined || relation.many || name === entity
      ? []
      : choicesOf(relation.entity, `${name}.`)
  })
  return [...own, ...related]
}

function choicesOf(entity: Entity, prefix: string): AttributeChoice[] {
  return Object.entries(attributes[entity])
    .filter(([, { type }]) => type !== 'objectList')
    .map(([name, { type }]) => ({
      name: prefix + name + (isMap(type) ? '.' : ''),
      doc: attributeDocs[entity][name] ?? '',
      type,
      needsKey: isMap(type),
    }))
}
