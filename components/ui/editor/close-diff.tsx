import { X } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'

/** For the bar above a diff. */
export function CloseDiff({ onClose }: { onClose: () => void }) {
  return (
    <Button
      variant="quiet"
      size="icon-sm"
      className="-my-1 -mr-2"
      aria-label="Close the diff"
      onPress={onClose}
    >
      <X aria-hidden size={14} />
    </Button>
  )
}
