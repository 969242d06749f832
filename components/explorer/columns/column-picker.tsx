'use client'

import { Columns3 } from 'lucide-react'
import type { PickerTerms } from '#components/explorer/columns/picker-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'

const PickerPanel = lazily(() =>
  import('#components/explorer/columns/picker-panel.tsx').then((module) => module.PickerPanel),
)

/** Any attribute, label or path of a document can be a column; nothing is created on the server for it. */
export function ColumnPicker(props: PickerTerms) {
  return (
    <PopoverTrigger>
      <Button variant="quiet" size="sm">
        <Columns3 aria-hidden size={14} />
        Columns
      </Button>
      <Popover label="Columns" placement="bottom start" className="w-[46rem]">
        <PickerPanel {...props} />
      </Popover>
    </PopoverTrigger>
  )
}
