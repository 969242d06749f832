'use client'

import { useQuery } from '@tanstack/react-query'
import type { ChangeDraft } from '#components/change/edit/draft.ts'
import { type OtherWay, otherWay } from '#components/change/edit/function/other-way.ts'
import { patchKindLabels } from '#components/change/edit/patch-kind-labels.ts'
import { Button } from '#components/ui/button.tsx'
import { functionOrPatch } from '#lib/change/functions/function-or-patch.ts'
import type { Patch } from '#lib/change/model.ts'
import { functionsQuery } from '#lib/queries/directory.ts'

/** Says whether a function or a patch is the better choice here, and changes over to the other with the same values. */
export function FunctionOrPatch({
  draft,
  patch,
  onChange,
}: {
  draft: ChangeDraft
  patch: Patch
  onChange: (draft: ChangeDraft) => void
}) {
  const mayHave = functionOrPatch(patch, () => true) !== undefined
  const functions = useQuery({ ...functionsQuery(), enabled: mayHave })
  const known = new Set(functions.data?.map(({ FunctionName }) => FunctionName))
  const choice = functions.data && functionOrPatch(patch, (name) => known.has(name))
  if (choice === undefined) return null
  const way = choice.other && otherWay(draft, choice.other)
  return (
    <section aria-label="Function or patch?" className="rounded-md border border-line px-2.5 py-2 text-xs">
      <h3 className="font-medium text-muted">Function or patch?</h3>
      <p>
        {choice.text} {way?.replaces && `What is typed under ${patchKindLabels[way.draft.kind]} is replaced.`}
      </p>
      {way && (
        <Button size="sm" className="mt-1.5" onPress={() => onChange(way.draft)}>
          {labelOf(way)}
        </Button>
      )}
    </section>
  )
}

function labelOf({ draft }: OtherWay): string {
  return draft.kind === 'function' ? `Use the function ${draft.call.name}` : 'Use a patch'
}
