// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychainthread.h"

#include <QCoreApplication>
#include <QThread>

namespace secrets {

using namespace Qt::StringLiterals;

KeychainThread *KeychainThread::ofApplication()
{
    QCoreApplication *application = QCoreApplication::instance();
    auto *thread = application->findChild<KeychainThread *>(QString(), Qt::FindDirectChildrenOnly);
    return thread ? thread : new KeychainThread(application);
}

KeychainThread::KeychainThread(QObject *parent) : QObject(parent), m_thread(new QThread), m_context(new QObject)
{
    m_thread->setObjectName(u"keychain"_s);
    m_context->moveToThread(m_thread);
    m_thread->start();
}

KeychainThread::~KeychainThread()
{
    m_thread->quit();
    // A thread that hangs in a frozen bus must not keep the program from ending: then it is left to the system.
    if (!m_thread->wait(1000))
        return;
    delete m_context; // not by deleteLater(): the application, which would deliver that, is already going
    delete m_thread;
}

void KeychainThread::post(std::function<void(QObject *context)> work)
{
    QMetaObject::invokeMethod(m_context, [context = m_context, work = std::move(work)] { work(context); },
                              Qt::QueuedConnection);
}

} // namespace secrets
