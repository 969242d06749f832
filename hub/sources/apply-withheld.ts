import type { WithheldChange } from '#hub/sources/conflicts.ts'
import { task } from '#hub/work/task.ts'
import type { Outcome } from '#lib/base/result.ts'
import { type Edit, editResources } from '#lib/config/patch/edits.ts'

/** Applies to a document the changes that a merge had withheld from it. */
export function applyWithheld({
  head,
  applied,
}: {
  readonly head: string
  readonly applied: readonly WithheldChange[]
}): Outcome<string> {
  const edited = editResources(head, ({ resourceType, resourceName }) =>
    applied
      .filter(
        ({ conflict: { Resource } }) =>
          Resource.ResourceType === resourceType && Resource.ResourceName === resourceName,
      )
      .map(editOf),
  )
  return edited.ok ? { ok: true, value: edited.value.text } : { ok: false, message: edited.error.message }
}

export const settleTask = task(import.meta.url, applyWithheld)

function editOf({ conflict: { Path: path, Reason }, value }: WithheldChange): Edit {
  if (value === undefined) return { op: 'delete', path }
  const list = Reason === 'UnresolvedPath' ? listOfElement(path) : undefined
  return list === undefined ? { op: 'set', path, value } : { op: 'insert', path: list, value }
}

/** `containers` of `containers.?name=main`: an element that is gone is added again at the end of its list. */
function listOfElement(path: string): string | undefined {
  return /^(.+)\.\?[^.]*$/.exec(path)?.[1]
}
