import { X } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'

/** From times of one's own back to the periods that end now. */
export function PresetsButton({
  of,
  size,
  onPress,
}: {
  of: 'periods' | 'ranges'
  size: 'icon' | 'icon-sm'
  onPress: () => void
}) {
  return (
    <Button variant="quiet" size={size} aria-label={`Back to preset ${of}`} onPress={onPress}>
      <X aria-hidden size={14} />
    </Button>
  )
}
