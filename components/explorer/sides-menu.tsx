'use client'

import { Columns2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { useGridActions } from '#components/explorer/grid-actions.ts'
import type { GridSelection } from '#components/explorer/selection/selection.ts'
import { blockedId } from '#components/query/blocked.ts'
import { isQueryFields, type QueryFields } from '#components/query/query-fields.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTrigger } from '#components/ui/overlay/menu.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'
import { useStored } from '#components/ui/state/stored.ts'
import { count as counted } from '#lib/base/plural.ts'
import { readerOf } from '#lib/base/reader.ts'
import { routes } from '#lib/url/routes.ts'

const Side = readerOf((value): value is QueryFields | null => value === null || isQueryFields(value))
const sideKey = 'hubdeck.side-a'
/** As many ids as still make a link that can be shared. */
const idsInAddress = 40

/** Keeps the query or the selection as A, and compares another one with it. */
export function SidesMenu({
  query,
  actions: { selection, blocked },
  cols,
}: {
  query: QueryFields
  /** What actions reach; where nothing may be changed, it is not clear what they do. */
  actions: Pick<ReturnType<typeof useGridActions>, 'selection' | 'blocked'>
  cols: string[]
}) {
  const router = useRouter()
  const [side, setSide] = useStored('session', sideKey, Side, null)
  const own = sideOf(query, selection)
  const name =
    selection.kind === 'picked' && selection.ids.size > 0
      ? counted(selection.ids.size, 'picked unit')
      : 'the query'
  const act = (key: string) => {
    if (own === undefined) notify({ tone: 'attention', title: 'Not possible', description: tooMany })
    else if (key === 'a') {
      setSide(own)
      notify({ tone: 'done', title: `A is ${name}`, description: 'Now find B, and compare it with A' })
    } else if (side) {
      router.push(
        routes.pairs({
          a: side.where,
          adata: side.data,
          atype: side.type,
          b: own.where,
          bdata: own.data,
          btype: own.type,
          cols,
        }),
      )
    }
  }
  return (
    <MenuTrigger>
      <Button
        variant="quiet"
        size="sm"
        isDisabled={blocked.change !== undefined}
        {...(blocked.change === undefined ? {} : { 'aria-describedby': blockedId })}
      >
        <Columns2 aria-hidden size={14} />A and B
      </Button>
      <Menu aria-label="A and B" disabledKeys={side ? [] : ['b']} onAction={(key) => act(String(key))}>
        <MenuItem id="a" description={`Keep ${name} to compare another one with it`}>
          Set as A
        </MenuItem>
        <MenuItem id="b" description={side ? `A: ${side.where || 'all units'}` : 'There is no A yet'}>
          Compare with A
        </MenuItem>
      </Menu>
    </MenuTrigger>
  )
}

const tooMany = `More than ${idsInAddress} picked units do not fit into a link. Narrow the query to them instead.`

/** The query itself, or the picked units by their ids. */
function sideOf(query: QueryFields, selection: GridSelection): QueryFields | undefined {
  const { where, data, type } = query
  if (selection.kind === 'all' || selection.ids.size === 0) return { where, data, type }
  if (selection.ids.size > idsInAddress) return undefined
  const ids = [...selection.ids].map((id) => `'${id}'`).join(', ')
  return { where: `UnitID IN (${ids})`, data: '', type: '' }
}
