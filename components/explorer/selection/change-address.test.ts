import { expect, it } from 'vitest'
import { changeAddress } from '#components/explorer/selection/change-address.ts'

const query = { where: "Slug = 'web'", data: '', type: '', computed: 'get-replicas() < 2' }

it.each([{ kind: 'all', of: query, count: 3 } as const, { kind: 'picked', ids: new Set<string>() } as const])(
  'a condition that is computed here is in the address where no units are picked: $kind',
  (selection) => {
    const address = new URL(changeAddress(selection, query), 'http://hubdeck').searchParams
    expect(Object.fromEntries(address)).toEqual({ where: query.where, computed: query.computed })
  },
)
