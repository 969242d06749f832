'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { readQuery } from '#components/query/read-query.ts'
import { TextArea } from '#components/ui/field/text-field.tsx'
import { ConfirmDialog } from '#components/ui/overlay/confirm-dialog.tsx'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { routes } from '#lib/url/routes.ts'

/** Takes the patch of a change to the units of another query. Nothing is written: it opens as a new change. */
export function UseElsewhere({
  change,
  isOpen,
  onOpenChange,
}: {
  change: ChangeRecord
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const router = useRouter()
  const [where, setWhere] = useState(change.where)
  const fields = { where, data: change.whereData, type: change.resourceType }
  const read = readQuery(fields)
  const problem = read.where.ok ? undefined : read.where.error.message
  return (
    <ConfirmDialog
      title="Use this patch on another query"
      confirmLabel="Open as a new change"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isConfirmDisabled={where.trim() === '' || read.canonical === undefined}
      onConfirm={() => router.push(routes.newChange({ ...(read.canonical ?? fields), use: change.TagID }))}
    >
      <div className="flex flex-col gap-2 text-sm">
        <TextArea
          label="Units"
          description="The query that selects them. Nothing is written before you preview it."
          error={problem}
          isMono
          rows={4}
          value={where}
          onChange={setWhere}
        />
        {change.whereData !== '' && (
          <p className="text-muted">
            And with the condition on documents of the change:{' '}
            <span className="mono">{change.whereData}</span>
          </p>
        )}
        {change.isPatchMasked && (
          <p className="text-attention">The record keeps no secret: type the masked values again there.</p>
        )}
      </div>
    </ConfirmDialog>
  )
}
