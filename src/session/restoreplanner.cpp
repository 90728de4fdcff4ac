// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/restoreplanner.h"

#include "history/moments.h"
#include "session/historykeeper.h"
#include "session/listing.h"
#include "session/session.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace session {

RestorePlanner::RestorePlanner(Session &session, const core::StoreId &store, const core::Timestamp &moment,
                               const RestoreScope &scope, QObject *parent)
    : QObject(parent), m_session(&session), m_store(store), m_scope(scope)
{
    m_basis.moment = moment;
    m_again.setSingleShot(true);
    m_again.setInterval(2s);
    connect(&m_again, &QTimer::timeout, this, &RestorePlanner::ask);
}

RestorePlanner::~RestorePlanner()
{
    m_list.abandon();
    m_then.abandon();
    m_since.abandon();
}

HistoryKeeper *RestorePlanner::keeper() const
{
    return m_session ? m_session->history() : nullptr;
}

void RestorePlanner::start()
{
    HistoryKeeper *source = keeper();
    if (!source || source->problem()) {
        core::Error error;
        error.kind = core::ErrorKind::Storage;
        error.detail = u"there is no history on this computer"_s;
        error.delivery = core::Delivery::NotSent;
        const core::Error why = source ? source->problem().value_or(error) : error;
        QTimer::singleShot(0, this, [this, why] { fail(why, false); });
        return;
    }
    m_started = core::Timestamp::fromDateTime(m_session->clock().now());
    connect(source, &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &store) {
        if (store == m_store)
            look();
    });
    connect(source, &HistoryKeeper::problemChanged, this, [this] {
        if (keeper() && keeper()->problem())
            fail(*keeper()->problem(), false);
    });
    source->readNewest(m_store);
    source->follow(m_store);
}

void RestorePlanner::takeWhatIsKnown()
{
    m_impatient = true;
    if (m_enough && !m_asking)
        ask();
}

void RestorePlanner::look()
{
    if (m_ended || !keeper())
        return;
    const history::Coverage coverage = keeper()->coverage(m_store);
    if (const auto error = keeper()->errorOf(m_store)) {
        fail(*error, false);
        return;
    }
    const bool fresh = !coverage.headAt.isNull() && m_started <= coverage.headAt;
    m_enough = fresh && (coverage.complete || (!coverage.backTo.isNull() && coverage.backTo <= m_basis.moment));
    emit reading(coverage, m_enough);
    if (m_enough && !m_asking && !m_again.isActive())
        ask();
    else if (coverage.complete && m_enough && m_again.isActive()) {
        m_again.stop();
        ask();
    }
}

//! The index first, then the list: what is written in between is a changed head, and that is what locks are for.
void RestorePlanner::ask()
{
    if (m_ended || m_asking || !keeper())
        return;
    m_asking = true;
    m_then = keeper()->index().stateAt(m_store, m_basis.moment);
    m_since = keeper()->index().changesBetween(m_store, m_basis.moment, history::endOfTime());
    m_then.then(this, [this](const core::Result<QList<history::Record>> &then) {
        if (!then) {
            fail(then.error(), false);
            return;
        }
        m_basis.then = *then;
        m_since.then(this, [this](const core::Result<QList<history::EntryChange>> &since) {
            if (!since) {
                fail(since.error(), false);
                return;
            }
            m_basis.since = *since;
            m_asking = false;
            if (!m_impatient && wantsMorePast(m_basis, m_scope) && keeper() && !keeper()->coverage(m_store).complete)
                m_again.start();
            else
                readList();
        });
    });
}

void RestorePlanner::readList()
{
    if (m_ended || !m_session)
        return;
    m_asking = true; // nothing else is asked from here on
    m_list = readAllEntries(*m_session, m_store);
    m_list.then(this, [this](const core::Result<QList<core::Entry>> &entries) {
        if (!entries) {
            fail(entries.error(), true);
            return;
        }
        m_basis.now = *entries;
        give();
    });
}

void RestorePlanner::give()
{
    if (m_ended)
        return;
    m_ended = true;
    emit planned(planRestore(m_basis, m_scope));
}

void RestorePlanner::fail(const core::Error &error, bool list)
{
    if (std::exchange(m_ended, true))
        return;
    emit failed(error, list);
}

} // namespace session
