import { CheckboxMark } from '#components/ui/field/checkbox-mark.tsx'

/** A checkbox without a visible label, for lines that come by the dozen while one scrolls: the native box itself. */
export function LineCheckbox({
  label,
  isSelected,
  isIndeterminate = false,
  onChange,
}: {
  label: string
  isSelected: boolean
  isIndeterminate?: boolean
  onChange: (isSelected: boolean) => void
}) {
  return (
    <label className="relative flex min-h-6 shrink-0 cursor-pointer items-center">
      <input
        // Only a property says that it is neither; there is no attribute for it.
        ref={(box) => {
          if (box) box.indeterminate = isIndeterminate
        }}
        type="checkbox"
        aria-label={label}
        checked={isSelected}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="peer absolute inset-0 m-0 cursor-pointer opacity-0"
      />
      <CheckboxMark isSelected={isSelected} isIndeterminate={isIndeterminate} />
    </label>
  )
}
