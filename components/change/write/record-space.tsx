'use client'

import { useQuery } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { useWritePolicy } from '#components/change/write/use-write-policy.ts'
import { SpaceSelect } from '#components/ui/field/space-select.tsx'
import { useStored } from '#components/ui/state/stored.ts'
import { type RecordSpace, recordSpaceOf } from '#lib/change/record/record-space.ts'
import { spacesQuery } from '#lib/queries/directory.ts'
import { sessionQuery } from '#lib/queries/session.ts'

const SpaceId = z.string()

const why =
  'ConfigHub keeps what was written, why and by whom as a Tag there, so that it can be found and undone.'

/**
 * Which Space keeps the record of a change: that of the setting or the one marked for it, else the one that this person
 * chose before, in this browser.
 */
export function useRecordSpace(): readonly [string, (spaceId: string) => void] {
  const { data: session } = useQuery(sessionQuery())
  const key = `hubdeck.record-space.${session?.user?.UserID ?? ''}`
  const [chosen, setChosen] = useStored('local', key, SpaceId, '')
  const rule = useRule()
  if (rule.kind === 'missing') return ['', setChosen]
  return [rule.kind === 'free' ? (chosen ?? '') : rule.space.SpaceID, setChosen]
}

function useRule(): RecordSpace {
  const { recordSpace } = useWritePolicy()
  const spaces = useQuery(spacesQuery())
  if (spaces.data === undefined) return { kind: 'free' }
  return recordSpaceOf(
    spaces.data.map(({ Space }) => Space),
    recordSpace,
  )
}

export function RecordSpaceSelect({
  spaceId,
  onChange,
  isDisabled,
}: {
  spaceId: string
  onChange: (spaceId: string) => void
  isDisabled: boolean
}) {
  const rule = useRule()
  if (rule.kind === 'free')
    return (
      <SpaceSelect
        label="Space for the record"
        description={`${why} Your choice is remembered.`}
        isDisabled={isDisabled}
        value={spaceId}
        onChange={onChange}
      />
    )
  if (rule.kind === 'missing')
    return (
      <p className="text-attention text-sm">
        Records of changes are kept in the space <span className="mono">{rule.slug}</span>, which does not
        exist or which you may not see. Nothing can be written until whoever runs Hubdeck mends that.
      </p>
    )
  return (
    <div className="text-sm">
      <p className="font-medium text-xs">Space for the record</p>
      <p className="mono">{rule.space.Slug}</p>
      <p className="text-muted text-xs">
        {rule.kind === 'set' ? 'Set for this Hubdeck.' : 'Marked for it in ConfigHub.'} {why}
      </p>
    </div>
  )
}
