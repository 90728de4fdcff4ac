// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Marks of a store, and looking back to them: the other part of the activity's controller.
#include "ui/controllers/activitycontroller.h"

#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/panels/activitypanel.h"
#include "ui/widgets/messagebanner.h"

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString markBanner = u"activity.mark"_s;

} // namespace

bool ActivityController::canMark() const
{
    return keeper() && !m_store.isEmpty();
}

//! What is known by the service's clock, for it is its times that are compared with.
core::Timestamp ActivityController::newestKnown() const
{
    return m_newest ? core::Timestamp::fromMicroseconds(m_newest->at.microseconds() + 1)
                    : core::Timestamp::fromDateTime(m_clock.now());
}

void ActivityController::readMarks(bool first)
{
    if (!canMark())
        return;
    m_markCall.abandon();
    m_markCall = keeper()->index().marks(m_store);
    m_markCall.then(this, [this, first](const core::Result<QList<history::Mark>> &marks) {
        if (!marks)
            return;
        m_marks = *marks;
        QList<panels::MarkChoice> choices;
        for (const history::Mark &mark : std::as_const(m_marks))
            choices.append({mark.id, markWords(mark, m_clock.now())});
        m_panel.filters()->setMarks(choices);
        if (first && m_values.when == panels::ActivityFilterValues::When::SinceMark)
            ask();
    });
}

void ActivityController::markNow()
{
    if (!canMark())
        return;
    history::Mark mark;
    mark.store = m_store;
    mark.moment = newestKnown();
    if (m_newest)
        mark.newest = m_newest->id;
    mark.madeAt = core::Timestamp::fromDateTime(m_clock.now());
    m_marking = keeper()->index().keepMark(mark);
    m_marking.then(this, [this](const core::Result<history::Mark> &kept) {
        if (!kept) {
            m_panel.showBanner(banner(markBanner, kept.error(), presentation::Operation::ReadLocalFile));
            return;
        }
        m_lastMark = kept->id;
        readMarks(false);
        m_panel.showBanner({markBanner, widgets::Severity::Info,
                            tr("Marked. What is written from now on can be shown by itself."),
                            {{u"show"_s, tr("Changed Since the Mark")}}});
    });
}

void ActivityController::showSince(qint64 mark)
{
    panels::ActivityFilterValues values;
    values.when = panels::ActivityFilterValues::When::SinceMark;
    values.mark = mark;
    m_panel.filters()->setValues(values);
}

} // namespace controllers
