import { expect, it } from 'vitest'
import { patchSchema } from '#lib/change/patch-schema.ts'

it('cases of a field are never dropped where they are not valid, which would set one value everywhere', () => {
  const schema = patchSchema()
  const when = { column: 'Region', matches: 'eu-*' }
  const set = (field: object) => ({ kind: 'set-fields', fields: [{ path: 'a', ...field }] })
  for (const valid of [
    set({ value: 1 }),
    set({ cases: [{ when, value: 5 }] }),
    set({ cases: [{ when, value: 5 }], value: 1 }),
  ])
    expect(schema.safeParse(valid).data).toEqual(valid)
  for (const cases of [[], 'eu', [{ when }], [{ value: 5 }], [{ when: {}, value: 5 }], null])
    expect(schema.safeParse(set({ value: 1, cases })).success).toBe(false)
})
