// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/activitytext.h"

#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/panels/activityfilterbar.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

constexpr auto againAfter = std::chrono::seconds(2);

} // namespace

ActivityText::ActivityText(panels::ActivityFilterBar &bar, QObject *parent) : QObject(parent), m_bar(bar)
{
    m_again.setSingleShot(true);
    m_again.setInterval(againAfter);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isSearching())
            m_again.start();
        else if (!m_stopped)
            search();
    });
    connect(&bar, &panels::ActivityFilterBar::textActionRequested, this, &ActivityText::stopOrGoOn);
    show();
}

ActivityText::~ActivityText()
{
    m_call.abandon();
}

void ActivityText::setStore(session::Session *session, const core::StoreId &store)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_store = store;
    if (session)
        connect(session, &session::Session::keptTextsChanged, this, &ActivityText::followTexts);
    followTexts();
}

//! Another store, or other texts to look through: what was found before says nothing about them.
void ActivityText::followTexts()
{
    m_call.abandon();
    m_again.stop();
    m_stopped = false;
    const bool filtered = std::exchange(m_hashes, std::nullopt).has_value();
    if (session::KeptTexts *texts = m_session ? m_session->keptTexts() : nullptr) {
        connect(texts, &session::KeptTexts::changed, this, &ActivityText::searchSoon, Qt::UniqueConnection);
    }
    search();
    if (filtered)
        emit changed();
}

void ActivityText::searchSoon()
{
    if (!m_words.isEmpty() && !m_stopped && !m_again.isActive())
        m_again.start();
}

void ActivityText::ask(const QString &words, bool regex)
{
    if (words == m_words && regex == m_regex)
        return;
    m_words = words;
    m_regex = regex;
    m_stopped = false;
    search();
}

void ActivityText::search()
{
    m_call.abandon();
    m_again.stop();
    m_problem.clear();
    session::KeptTexts *texts = m_session && !m_store.isEmpty() ? m_session->keptTexts() : nullptr;
    if (texts && !m_words.isEmpty()) {
        m_call = texts->search({.needle = m_words, .regex = m_regex, .store = m_store});
        m_call.then(this, [this](const core::Result<session::TextHashes> &found) { take(found); });
        show();
        return;
    }
    const bool filtered = std::exchange(m_hashes, std::nullopt).has_value();
    show();
    if (filtered)
        emit changed();
}

void ActivityText::take(const core::Result<session::TextHashes> &found)
{
    using text::SearchEnd;
    m_call = {};
    const std::optional<QSet<QString>> before = std::exchange(m_hashes, std::nullopt);
    if (!found) {
        m_problem = sentence(found.error(), presentation::Operation::ReadLocalFile);
    } else if (found->end == SearchEnd::BadPattern) {
        //: %1 is the engine's own sentence, %2 the number of a character
        m_problem = tr("%1, at character %2.").arg(found->error).arg(found->errorAt + 1);
    } else if (found->end == SearchEnd::Complete || found->end == SearchEnd::More) {
        m_hashes = found->hashes;
        m_searched = found->searched;
        m_end = found->end;
    } else {
        m_problem = tr("This expression takes too long on one of the texts.");
    }
    show();
    if (m_hashes != before)
        emit changed();
}

void ActivityText::stopOrGoOn()
{
    if (!isSearching()) {
        m_stopped = false;
        search();
        return;
    }
    m_stopped = true;
    m_call.abandon();
    const bool filtered = std::exchange(m_hashes, std::nullopt).has_value();
    show();
    if (filtered)
        emit changed();
}

QString ActivityText::sentenceNow() const
{
    const QLocale locale;
    if (isSearching())
        return tr("Searching the texts that are kept on this computer…");
    const QString unfiltered = tr("The list is not filtered by text.");
    if (m_stopped)
        return tr("The search was stopped.") + u' ' + unfiltered;
    if (!m_problem.isEmpty())
        return m_problem + u' ' + unfiltered;
    if (!m_hashes)
        return tr("Texts of this store that are kept on this computer are searched: those that were read here.");
    if (m_searched == 0)
        return tr("No text of this store is kept on this computer yet. A text is kept once it was read.");
    QString words = m_searched == 1 ? tr("Searched: the only text of this store that is kept on this computer.")
                                    : tr("Searched: the %1 texts of this store that are kept on this computer.").arg(locale.toString(m_searched));
    if (m_end == text::SearchEnd::More)
        words += u' ' + tr("More than %1 of them match; only so many are shown.").arg(locale.toString(session::KeptTexts::maxHashes));
    return words + u' ' + tr("Versions whose text is not kept are not found.");
}

void ActivityText::show()
{
    const bool possible = m_session && m_session->keptTexts();
    if (!possible) {
        m_bar.setTextSearch(false, tr("Texts of this connection are not kept on this computer, so they cannot be searched. They "
                                      "can be kept by a choice in Manage Connections. Find in Store searches the present texts."));
        return;
    }
    m_bar.setTextSearch(true, sentenceNow(), isSearching() ? tr("Stop") : m_stopped ? tr("Search Again") : QString());
}

QString ActivityText::selectionWords(const QLocale &locale) const
{
    if (!m_hashes)
        return {};
    const QString words = models::displayText(m_words);
    //: %1 what was searched for, %2 a number
    return (m_regex ? tr("text matching the expression “%1” (in the %2 texts of the store that are kept on this computer)")
                    : tr("text with “%1” (in the %2 texts of the store that are kept on this computer)"))
        .arg(words, locale.toString(m_searched));
}

} // namespace controllers
