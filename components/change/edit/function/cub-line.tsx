'use client'

import { readArguments } from '#components/change/edit/function/argument-value.ts'
import type { ArgumentTexts } from '#components/change/edit/function/call-draft.ts'
import { cubValues } from '#components/change/edit/function/cub-values.ts'
import { cubFunctionCommands } from '#components/query/share/share.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** The same as a command, once the arguments are what the function takes. */
export function CubLine({
  signature,
  values,
  exactly,
}: {
  signature: FunctionSignature
  values: ArgumentTexts
  exactly: RowsQuestion | undefined
}) {
  const read = readArguments(signature, values)
  const given = read.ok ? cubValues(signature, read.arguments) : undefined
  if (given === undefined || exactly === undefined) return null
  const { where, whereData, resourceType } = exactly
  const query = { where, data: whereData, type: resourceType }
  const text = cubFunctionCommands(query, signature.FunctionName, given)
  if (text === undefined || text === '') return null
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <p className="font-medium text-muted text-xs">The same preview with cub</p>
        <CopyButton text={text} label="Copy the line of cub">
          Copy
        </CopyButton>
      </div>
      <pre className="mono max-h-32 overflow-auto whitespace-pre-wrap break-words rounded-md border border-line bg-sunken p-2 text-xs">
        {text}
      </pre>
      <p className="text-muted text-xs">
        Without --dry-run it writes at once, with no seal, consent or record; --change-desc gives the reason.
      </p>
    </div>
  )
}
