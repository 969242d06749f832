'use client'

import { useQuery } from '@tanstack/react-query'
import type { MetadataRow } from '#components/change/edit/metadata/metadata-draft.ts'
import { MissingNotice } from '#components/ui/error/missing-notice.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { targetName } from '#lib/change/metadata/target-names.ts'
import { targetsQuery } from '#lib/queries/directory.ts'

/** One of the targets that a person may see, by its name. */
export function TargetChoice({
  row,
  onChange,
}: {
  row: MetadataRow
  onChange: (next: Partial<MetadataRow>) => void
}) {
  const targets = useQuery(targetsQuery())
  const options = (targets.data ?? []).map(({ Target }) => ({
    value: Target.TargetID,
    label: targetName(Target),
  }))
  return (
    <div className="col-span-full flex flex-col gap-1">
      <Select
        label="Target"
        placeholder={targets.isPending ? 'Reading the targets…' : 'Choose a target'}
        isMono
        options={options}
        value={row.value === '' ? null : row.value}
        onChange={(value) => onChange({ value })}
        isDisabled={options.length === 0}
        description={targets.data?.length === 0 ? 'There is no target that you may see.' : undefined}
      />
      <MissingNotice what="The targets are missing" query={targets} />
    </div>
  )
}
