// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/navigator.h"

#include <utility>

namespace controllers {

void Navigator::askToLeave(const std::function<void(bool)> &done)
{
    const int question = ++m_question;
    const auto answer = [this, question, done](bool go) {
        if (question != m_question)
            return;
        ++m_question;
        if (!go)
            emit declined();
        if (done)
            done(go);
    };
    if (m_guard)
        m_guard(answer);
    else
        answer(true);
}

void Navigator::setSession(session::Session *session)
{
    forget();
    if (session == m_session)
        return;
    m_session = session;
    emit sessionChanged(session);
}

void Navigator::go(const Subject &subject, const std::function<void(bool)> &done)
{
    if (subject.sameHead(m_subject)) {
        ++m_question; // an open question about leaving is answered by coming back
        set(subject);
        if (done)
            done(true);
        return;
    }
    askToLeave([this, subject, done](bool go) {
        if (go)
            set(subject);
        if (done)
            done(go);
    });
}

void Navigator::replace(const Subject &subject)
{
    ++m_question;
    const Subject before = std::exchange(m_subject, subject);
    if (before != subject)
        emit subjectChanged(m_subject, before);
}

void Navigator::forget()
{
    ++m_question;
    set({});
}

void Navigator::set(const Subject &subject)
{
    if (subject == m_subject)
        return;
    if (!subject.sameHead(m_subject))
        emit leaving();
    const Subject before = std::exchange(m_subject, subject);
    emit subjectChanged(m_subject, before);
}

} // namespace controllers
