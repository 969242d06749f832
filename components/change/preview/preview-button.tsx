'use client'

import { Eye } from 'lucide-react'
import { useId } from 'react'
import type { PatchReading } from '#components/change/edit/draft.ts'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { count } from '#lib/base/plural.ts'
import type { DocumentError } from '#lib/config/document/result.ts'

/** Says how many units a preview reads. Disabled, with the reason beside it, until the patch is valid. */
export function PreviewButton({
  reading,
  planned,
  isFresh,
  isRunning,
  onPreview,
}: {
  reading: PatchReading
  /** Absent while it is not known. */
  planned: number | undefined
  /** The preview on screen is for the current patch. */
  isFresh: boolean
  isRunning: boolean
  onPreview: (() => void) | undefined
}) {
  const id = useId()
  const isEmpty = planned === 0
  const problem = isEmpty ? 'The query matches no unit.' : reading.ok ? undefined : messageOf(reading.error)
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p
        id={id}
        aria-live="polite"
        className={
          reading.ok || reading.isEmpty
            ? 'min-w-0 flex-1 basis-40 text-muted text-xs'
            : 'min-w-0 flex-1 basis-40 break-words text-removed text-xs'
        }
      >
        {problem ?? 'Reads every unit and writes nothing.'}
      </p>
      <PendingButton
        variant={isFresh ? 'secondary' : 'primary'}
        isDisabled={onPreview === undefined || isEmpty}
        isPending={isRunning}
        aria-describedby={id}
        onPress={() => onPreview?.()}
      >
        <Eye aria-hidden size={15} />
        Preview {planned === undefined ? 'units' : count(planned, 'unit')}
      </PendingButton>
    </div>
  )
}

/** The marker in the editor is only visual, so the message is repeated as text. */
function messageOf({ message, line }: DocumentError): string {
  return line === undefined ? message : `Line ${line}: ${message}`
}
