import { type AttributeType, attributes, type Entity, isMap } from '#lib/where/attributes.ts'
import { readWhere } from '#lib/where/check.ts'

/** An attribute whose values can be counted: of the entity itself, or of the one that a relation leads to. */
export type Countable = {
  readonly relation?: string
  readonly attribute: string
  /** Of a map; without it the keys themselves are counted. */
  readonly key?: string
  readonly type: AttributeType
  /** An absent value is empty text, 0 or false, because the API leaves out what is empty (contract 11.2). */
  readonly isNeverAbsent: boolean
}

/** Undefined for what is no attribute, and for lists, of which one entity has several values. */
export function countable(name: string, entity: Entity): Countable | undefined {
  const read = readWhere(`${name.replace(/\.$/, '')} IS NULL`, entity)
  const [term, ...rest] = read.ok ? read.value.terms : []
  if (term?.kind !== 'null' || rest.length > 0) return undefined
  const { relation, each, of, attribute, key, type, attributeType } = term.left
  if (each || attributeType === 'uuidArray' || attributeType === 'objectList') return undefined
  const isOptional = attributes[of][attribute]?.nullable === true || isMap(attributeType) || type === 'uuid'
  return {
    ...(relation === undefined ? {} : { relation }),
    attribute,
    ...(key === undefined ? {} : { key }),
    type,
    isNeverAbsent: !isOptional && type !== 'time',
  }
}
