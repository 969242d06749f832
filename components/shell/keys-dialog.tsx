'use client'

import { KeySequence } from '#components/shell/key-sequence.tsx'
import { useRegisteredKeys } from '#components/ui/keys.ts'
import { ModalDialog } from '#components/ui/overlay/dialog.tsx'
import type { OpenProps } from '#components/ui/overlay/dialog-box.tsx'

/** Lists the shortcuts registered at this moment, so it never shows a key that does nothing. */
export function KeysDialog({ isOpen, onOpenChange }: OpenProps) {
  return (
    <ModalDialog title="Keyboard shortcuts" width="md" isOpen={isOpen} onOpenChange={onOpenChange}>
      <KeyLists />
    </ModalDialog>
  )
}

function KeyLists() {
  const groups = useRegisteredKeys()
  return (
    <div className="gap-x-8 sm:columns-2">
      {groups.map((group) => (
        <section key={group.title} className="mb-4">
          <h3 className="mb-1 break-after-avoid font-medium text-muted text-xs">{group.title}</h3>
          <dl>
            {[...Map.groupBy(group.bindings, (binding) => binding.label)].map(([label, bindings]) => (
              <div key={label} className="flex min-h-7 break-inside-avoid items-center justify-between gap-4">
                <dt className="text-sm">{label}</dt>
                <dd className="flex shrink-0 gap-2">
                  {bindings.map((binding) => (
                    <KeySequence key={binding.keys} keys={binding.keys} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
