// The earlier contacts of a number.
import { timestampDate } from '@bufbuild/protobuf/wkt'
import { Call_Kind } from '@gen/helpline_pb'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelIn, useCodes } from '../parts/catalogue'
import { Waiting } from '../parts/notice'
import { helpline } from '../rpc/services'
import { localeOf } from '../words'
import { PREVIOUS } from './use_logging'

// What a call was that asked for nothing; empty for the others.
function useWithoutDemand(): (kind: Call_Kind) => string {
  const { t } = useTranslation()
  const words: Partial<Record<Call_Kind, string>> = {
    [Call_Kind.SILENT]: t('helpline.silent'),
    [Call_Kind.ABUSIVE]: t('helpline.abusive'),
    [Call_Kind.WRONG_NUMBER]: t('helpline.wrong_number'),
  }
  return (kind) => words[kind] ?? ''
}

export function Previous({ number, onSamePerson }: { number: string; onSamePerson: (person: string) => void }) {
  const { t, i18n } = useTranslation()
  const topics = useCodes('call_topic')
  const outcomes = useCodes('call_outcome')
  const previous = useQuery({
    queryKey: [PREVIOUS, number],
    queryFn: () => helpline.listPreviousContacts({ number }),
    enabled: number !== '',
  })
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'medium', timeStyle: 'short' })
  const withoutDemand = useWithoutDemand()
  const calls = previous.data?.calls ?? []
  return (
    <section className="card" aria-labelledby="previous">
      <h2 id="previous">{t('helpline.previous')}</h2>
      {number === '' && <p>{t('helpline.previous_wait')}</p>}
      <Waiting query={previous} />
      {previous.isSuccess && calls.length === 0 && <p role="status">{t('helpline.previous_none')}</p>}
      {calls.length > 0 && (
        <div className="scroll" role="group" aria-labelledby="previous" tabIndex={0}>
          <table>
            <caption>{t('reading.source.previous')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('helpline.when')}</th>
                <th scope="col">{t('helpline.topic')}</th>
                <th scope="col">{t('helpline.outcome')}</th>
                <th scope="col">{t('helpline.note')}</th>
              </tr>
            </thead>
            <tbody>
              {calls.map((call) => (
                <tr key={call.name}>
                  <td>{call.occurredTime === undefined ? '' : day.format(timestampDate(call.occurredTime))}</td>
                  <td>{withoutDemand(call.kind) || labelIn(topics, call.topic)}</td>
                  <td>{labelIn(outcomes, call.outcome)}</td>
                  <td>
                    <span dir="auto">{call.note}</span>
                    {call.person !== '' && (
                      <p>
                        <Button className="button second" onPress={() => onSamePerson(call.person)}>
                          {t('helpline.same_person')}
                        </Button>
                      </p>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
