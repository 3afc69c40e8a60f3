// What the person takes home: that they were here, when, for what, and under which reference.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import type { Visit } from '@gen/intake_pb'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCentres, useCodes } from '../parts/catalogue'
import { Facts } from '../parts/facts'
import { useTakeFocus } from '../parts/use_take_focus'
import { people } from '../rpc/services'
import { localeOf } from '../words'

// No name stands on it: it may be lost, or found by the wrong person.
export function Receipt({ visit, takesFocus }: { visit: Visit; takesFocus: boolean }) {
  const { t, i18n } = useTranslation()
  const centres = useCentres()
  const areas = useCodes('case_area')
  const heading = useTakeFocus<HTMLHeadingElement>(takesFocus)
  const name = visit.person
  const person = useQuery({ queryKey: ['person', name], queryFn: () => people.getPerson({ name }) })
  const when = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long', timeStyle: 'short' })
  return (
    <section className="card receipt" aria-labelledby="receipt">
      <h2 id="receipt" ref={heading} tabIndex={-1}>
        {t('receipt.title')}
      </h2>
      <Facts
        hidden={undefined}
        facts={[
          ...(visit.queueNumber > 0 ? [{ name: t('receipt.number'), value: String(visit.queueNumber) }] : []),
          { name: t('receipt.centre'), value: centres.find((centre) => centre.name === visit.placement?.owner)?.title ?? '' },
          {
            name: t('receipt.when'),
            value: visit.occurredTime === undefined ? '' : when.format(timestampDate(visit.occurredTime)),
          },
          { name: t('receipt.reference'), value: person.data?.reference ?? '' },
          { name: t('receipt.matters'), value: visit.tickets.map((ticket) => labelIn(areas, ticket.area)).join(', ') },
        ]}
      />
      <p>{t('receipt.keep')}</p>
      {/* Not before the reference is there. */}
      <Button className="button second" isDisabled={person.isLoading} onPress={() => window.print()}>
        {t('receipt.print')}
      </Button>
    </section>
  )
}
