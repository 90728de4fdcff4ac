// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/listedfindings.h"

#include "session/kepttexts.h"
#include "session/session.h"

#include <utility>

namespace controllers {

ListedFindings::ListedFindings(Navigator &navigator, ScanMarks &marks, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_marks(marks)
{
    for (QTimer *timer : {&m_soon, &m_tellSoon})
        timer->setSingleShot(true);
    m_soon.setInterval(0);
    m_tellSoon.setInterval(50);
    connect(&m_soon, &QTimer::timeout, this, &ListedFindings::next);
    connect(&m_tellSoon, &QTimer::timeout, this, &ListedFindings::changed);
    connect(&navigator, &Navigator::sessionChanged, this, &ListedFindings::follow);
    connect(&marks, &ScanMarks::changed, this, [this] { // what was known of texts is not known by other rules
        forget();
        m_tellSoon.start();
    });
    connect(&marks, &ScanMarks::looked, this, [this] {
        if (!m_tellSoon.isActive())
            m_tellSoon.start();
    });
    follow();
}

ListedFindings::~ListedFindings()
{
    m_find.abandon();
    m_look.abandon();
}

//! Whoever asks now begins anew.
void ListedFindings::forget()
{
    m_find.abandon();
    m_look.abandon();
    m_busy = false;
    m_waiting.clear();
    m_absent.clear();
}

void ListedFindings::follow()
{
    forget();
    for (const QMetaObject::Connection &connection : std::exchange(m_following, {}))
        disconnect(connection);
    m_session = m_navigator.session();
    if (!m_session)
        return;
    const auto again = [this] { // a text came, perhaps one that a row waits for
        m_absent.clear();
        if (!m_tellSoon.isActive())
            m_tellSoon.start();
    };
    m_following.append(connect(m_session, &session::Session::keptTextsChanged, this, &ListedFindings::follow));
    if (m_session->keptTexts())
        m_following.append(connect(m_session->keptTexts(), &session::KeptTexts::changed, this, again));
}

QString ListedFindings::words(const QString &sha256)
{
    if (!m_marks.areShown())
        return {};
    if (const auto known = m_marks.texts().known(sha256))
        return known->marks.isEmpty() ? QString() : m_marks.words(*known);
    const bool isThere = m_session && (!m_absent.contains(sha256) || m_session->keptText(sha256));
    if (isThere && !m_waiting.contains(sha256)) {
        if (m_waiting.size() >= mostWaiting)
            m_waiting.removeFirst();
        m_waiting.append(sha256);
        if (!m_busy)
            m_soon.start();
    }
    return {};
}

void ListedFindings::next()
{
    if (m_busy || m_waiting.isEmpty() || !m_session)
        return;
    const QString sha256 = m_waiting.takeLast();
    m_busy = true;
    if (const auto text = m_session->keptText(sha256)) {
        look(sha256, *text);
        return;
    }
    if (m_absent.size() >= mostAbsent)
        m_absent.clear();
    m_absent.insert(sha256); // until it was found and looked through
    if (!m_session->keptTexts()) {
        done();
        return;
    }
    m_find = m_session->keptTexts()->find(sha256);
    m_find.then(this, [this, sha256](const core::Result<QByteArray> &text) {
        if (text)
            look(sha256, *text);
        else
            done();
    });
}

void ListedFindings::look(const QString &sha256, const QByteArray &text)
{
    m_look = m_marks.texts().look(text);
    m_look.then(this, [this, sha256](const core::Result<session::TextScan> &scan) {
        if (scan && !scan->tooLarge)
            m_absent.remove(sha256); // it may be asked for again when it is forgotten
        if (scan && !scan->marks.isEmpty() && !m_tellSoon.isActive())
            m_tellSoon.start();
        done();
    });
}

void ListedFindings::done()
{
    m_busy = false;
    if (!m_waiting.isEmpty())
        m_soon.start();
}

} // namespace controllers
