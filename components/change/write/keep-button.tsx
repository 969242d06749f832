import { FileClock } from 'lucide-react'
import { useId } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Keeps the preview for others, or for later: a page with an address, and nothing written. */
export function KeepButton({
  isNeeded,
  isDisabled,
  onPress,
}: {
  /** Others have to approve it, so this is the way on. */
  isNeeded: boolean
  isDisabled: boolean
  onPress: () => void
}) {
  const id = useId()
  return (
    <>
      <Button
        variant={isNeeded ? 'primary' : 'secondary'}
        isDisabled={isDisabled}
        aria-describedby={id}
        onPress={onPress}
      >
        <FileClock aria-hidden size={15} />
        {isNeeded ? 'Propose' : 'Keep as proposal'}
      </Button>
      <p id={id} className="text-muted text-xs">
        A proposal has an address and writes nothing. Others can look at it there before it is written.
      </p>
    </>
  )
}
