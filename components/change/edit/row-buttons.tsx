import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Takes a row of an editor away; the only one that is empty stays. */
export function RemoveRow({ name, onRemove }: { name: string; onRemove: (() => void) | undefined }) {
  return (
    <Button
      variant="quiet"
      size="icon-sm"
      className="mt-5"
      aria-label={`Remove ${name}`}
      isDisabled={onRemove === undefined}
      onPress={() => onRemove?.()}
    >
      <X aria-hidden size={14} />
    </Button>
  )
}

export function AddRow({ onAdd, children }: { onAdd: () => void; children: ReactNode }) {
  return (
    <div>
      <Button variant="quiet" size="sm" onPress={onAdd}>
        <Plus aria-hidden size={14} />
        {children}
      </Button>
    </div>
  )
}
