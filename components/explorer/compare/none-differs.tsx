import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** Only differing rows are shown, and there is none. */
export function NoneDiffers({ name, onShowAll }: { name: string; onShowAll: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-10 z-10">
      <EmptyState
        title={`No unit differs from ${name}`}
        className="pointer-events-auto"
        action={<Button onPress={onShowAll}>Show all units</Button>}
      >
        As far as it was read: the line above says what is not known.
      </EmptyState>
    </div>
  )
}
