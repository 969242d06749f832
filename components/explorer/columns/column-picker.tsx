'use client'

import { Columns3 } from 'lucide-react'
import type { PickerTerms } from '#components/explorer/columns/picker-panel.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { PopoverButton } from '#components/ui/overlay/popover-button.tsx'

const PickerPanel = lazily('PickerPanel', () => import('#components/explorer/later.ts'))

/** Any attribute, label or path of a document can be a column; nothing is created on the server for it. */
export function ColumnPicker(props: PickerTerms) {
  return (
    <PopoverButton icon={Columns3} label="Columns" className="w-[46rem]" panel={<PickerPanel {...props} />} />
  )
}
