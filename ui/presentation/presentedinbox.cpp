// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedinbox.h"

#include <QIcon>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace presentation {

namespace {

QStringList sentences(const InboxFacts &facts)
{
    QStringList lines;
    if (facts.reviewed)
        lines.append(PresentedInbox::tr("It was looked at."));
    if (facts.burst > 0) {
        lines.append(PresentedInbox::tr("It is one of %1 writes in a burst; usual here, when anything is written, are %2 in ten minutes.")
                         .arg(QLocale().toString(facts.burst), QLocale().toString(facts.usualPace)));
    }
    if (facts.unusualHour)
        lines.append(PresentedInbox::tr("It was written at an hour of the week at which this store is usually quiet."));
    if (facts.findings > 0) {
        lines.append(facts.findings == 1 ? PresentedInbox::tr("The scan found one thing in its text.")
                                         : PresentedInbox::tr("The scan found %n things in its text.", nullptr, facts.findings));
    }
    return lines;
}

} // namespace

QStringList inboxWords(const InboxFacts &facts)
{
    QStringList words;
    if (facts.reviewed)
        //: mark of a version that was looked at
        words.append(PresentedInbox::tr("looked at"));
    if (facts.findings > 0)
        //: of the scan for secrets and the like
        words.append(facts.findings == 1 ? PresentedInbox::tr("1 finding") : PresentedInbox::tr("%n findings", nullptr, facts.findings));
    if (facts.burst > 0)
        words.append(PresentedInbox::tr("burst of %1").arg(QLocale().toString(facts.burst)));
    if (facts.unusualHour)
        words.append(PresentedInbox::tr("unusual hour"));
    return words;
}

void PresentedInbox::setFacts(FactsOf factsOf)
{
    m_factsOf = std::move(factsOf);
    noteFacts();
}

void PresentedInbox::noteFacts()
{
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, 0), {SecondLineRole, SignsRole, Qt::AccessibleTextRole, Qt::ToolTipRole});
}

QString PresentedInbox::tooltip(const QModelIndex &index) const
{
    return (sentences(m_factsOf ? m_factsOf(index) : InboxFacts()) << PresentedHistory::tooltip(index)).join(u'\n');
}

QVariant PresentedInbox::data(const QModelIndex &index, int role) const
{
    const QVariant usual = PresentedHistory::data(index, role);
    if (!m_factsOf || !usual.isValid() || (role != SecondLineRole && role != SignsRole && role != Qt::AccessibleTextRole))
        return usual;
    const InboxFacts facts = m_factsOf(index);
    if (facts == InboxFacts())
        return usual;
    switch (role) {
    case SecondLineRole: return (inboxWords(facts) << usual.toString()).join(u" · "_s);
    case Qt::AccessibleTextRole: return (QStringList{usual.toString()} << inboxWords(facts)).join(u", "_s);
    default: break;
    }
    auto signs = usual.value<QList<QIcon>>();
    if (facts.reviewed)
        signs.append(drawing(u"check"_s));
    if (facts.findings > 0)
        signs.append(drawing(u"finding"_s));
    if (facts.burst > 0)
        signs.append(drawing(u"activity"_s));
    if (facts.unusualHour)
        signs.append(drawing(u"clock"_s));
    return QVariant::fromValue(signs);
}

} // namespace presentation
