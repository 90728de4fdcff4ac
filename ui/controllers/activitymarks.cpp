// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Marks of a store, and looking back to them: the other part of the activity's controller.
#include "ui/controllers/activitycontroller.h"

#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/marknow.h"
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
    controllers::markNow(*m_session, m_store, m_clock, this, [this, session = m_session, store = m_store](const Marked &marked) {
        if (!session || session != m_session || store != m_store)
            return;
        if (!marked.kept) {
            m_panel.showBanner(banner(markBanner, marked.kept.error(), presentation::Operation::ReadLocalFile));
            return;
        }
        m_lastMark = marked.kept->id;
        readMarks(false);
        m_panel.showBanner({markBanner, marked.notAsked ? widgets::Severity::Warning : widgets::Severity::Positive,
                            markedWords(*session, store, marked.notAsked),
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
