// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/patience.h"
#include "api/apiclient.h"
#include "api/memorystores.h"
#include "core/version.h"
#include "secrets/runtokenstore.h"
#include "service/service.h"
#include "session/session.h"
#include "ui/app/actions.h"
#include "ui/app/mainwindow.h"
#include "ui/app/workbench.h"
#include "ui/controllers/navigator.h"

#include <QAbstractItemView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

//! The real window over the real service, on folders of its own. What a person would look for is found by its words.
class Journey
{
public:
    //! `keychain`: in place of one that is always there; outlives the journey. `desktopKeychain`: the real one.
    explicit Journey(secrets::TokenStore *keychain = nullptr, bool desktopKeychain = false);
    ~Journey();

    //! As on the command line; heeded by startAnew().
    app::LaunchOptions launch;

    //! Starts the program and waits for the stores of the Local workspace.
    bool openLocal();
    //! The same with sampleStore() as the one store.
    bool openSample();
    //! Starts it and waits until whatever it opens has shown its stores.
    bool start();
    //! Opens a service elsewhere as `--base-url` does.
    bool openRemote(const QString &baseUrl, const QByteArray &token);

    //! The program has ended without being asked, as by a kill, and is there again; openLocal() shows it.
    void startAnew();

    [[nodiscard]] app::Workbench &workbench() { return *m_workbench; }
    [[nodiscard]] app::MainWindow &window() { return m_workbench->window(); }
    [[nodiscard]] QAction *action(const char *id) { return m_workbench->actions()[QString::fromLatin1(id)]; }
    [[nodiscard]] session::Session *session() { return m_workbench->navigator().session(); }

    //! Goes to the entry with this path of the first store, and waits for its text.
    bool openEntry(const QString &path);
    //! The same in the store with this name, and chooses it in the stores.
    bool openEntry(const QString &store, const QString &path);

    //! The button with these words that stands somewhere in `in`.
    static QPushButton *button(const QWidget &in, const QString &text);
    //! Waits until it is there and enabled, and clicks on it.
    static bool press(const QWidget &in, const QString &text, int patienceMs = 5'000);
    //! Whether a label that stands somewhere in `in` has these words.
    static bool says(const QWidget &in, const QString &words);
    //! The row whose words begin with `text`, anywhere below.
    static QModelIndex row(const QAbstractItemView *view, const QString &text, const QModelIndex &below = {});
    static QStringList texts(const QAbstractItemView *view, const QModelIndex &below = {});
    //! Clicks on a row where a person would.
    static void click(QAbstractItemView *view, const QModelIndex &index, Qt::KeyboardModifiers modifiers = {});
    //! What stands on the window now, of this kind and with this name.
    template<typename T>
    T *visible(const char *name) const
    {
        for (T *widget : m_workbench->window().findChildren<T *>(QString::fromLatin1(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    //! The open dialog of a kind.
    template<typename T>
    T *dialog() const
    {
        for (T *dialog : m_workbench->window().findChildren<T *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }

    [[nodiscard]] static QByteArray sampleStore();
    [[nodiscard]] QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }

private:
    QTemporaryDir m_folder;
    secrets::RunTokenStore m_tokens;
    secrets::TokenStore *m_keychain;
    std::unique_ptr<app::Workbench> m_workbench;
};

//! A service somewhere else, with a folder of its own.
class Elsewhere
{
public:
    static constexpr auto token = "journey-token";

    explicit Elsewhere(const wire::Dialect &dialect = wire::profileS(), const QByteArray &stores = Journey::sampleStore());

    [[nodiscard]] QString baseUrl() const { return m_service->baseUrl(); }
    [[nodiscard]] quint16 port() const { return m_service->port(); }
    void stop();
    void restart(); //!< on the port that it had

private:
    QTemporaryDir m_folder;
    service::Options m_options;
    std::unique_ptr<service::Service> m_service;
};

//! Somebody else who writes to the same service: an agent.
class Agent
{
public:
    Agent(const QString &baseUrl, const QByteArray &token);
    bool write(const core::Entry &entry, const QByteArray &text);
    bool remove(const core::Entry &entry);
    bool redact(const core::StoreId &store, const core::VersionId &version);
    std::optional<core::Entry> create(const core::StoreId &store, const QString &path, const QByteArray &text);
    std::optional<core::Entry> read(const core::StoreId &store, const QString &path);
    QList<core::StoreId> stores();

private:
    api::ApiClient m_client;
    api::MemoryStores m_service;
};
