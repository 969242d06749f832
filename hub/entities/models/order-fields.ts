import { type AttributeType, attributes, type Entity } from '#lib/where/attributes.ts'

const ofOneValue: readonly AttributeType[] = ['string', 'int', 'uuid', 'bool', 'time']

/** What `order_by` takes: attributes that have a single value, except the few that ConfigHub leaves out (contract 5.1). */
export function orderFields(entity: Entity, except: readonly string[] = []): string[] {
  return Object.entries(attributes[entity])
    .filter(([name, { type }]) => ofOneValue.includes(type) && !except.includes(name))
    .map(([name]) => name)
    .sort()
}
